package dev.headgate.local.runtime;

import java.io.IOException;
import java.io.InputStream;

/** Ends the process when its parent closes the pipe to it, on purpose or because the parent is gone. */
final class ParentWatch {
    private ParentWatch() {}

    static void start(InputStream pipe) {
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> watch(pipe));
    }

    private static void watch(InputStream pipe) {
        try {
            while (pipe.read() >= 0) {
                // The parent writes nothing; whatever came would not matter.
            }
        } catch (IOException gone) {
            System.err.println("The parent's pipe broke: " + gone.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }
}
