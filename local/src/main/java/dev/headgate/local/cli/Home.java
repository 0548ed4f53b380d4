package dev.headgate.local.cli;

import java.nio.file.Path;

/** The repository that the command was started from: the system property that the script sets, or this directory. */
final class Home {
    private static final String PROPERTY = "headgate.home";

    private Home() {}

    static Path find() {
        return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
    }
}
