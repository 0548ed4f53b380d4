package dev.headgate.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What runs once before SnapStart takes its snapshot, so that a restored environment has its classes loaded and its first
 * request is a warm one. Read-only: a write would be made once for each published version.
 *
 * <p>The runtime holds its resources weakly, so a handler keeps this in a field. A failing read fails no deployment: the
 * classes are loaded by then, which is all it is for.
 */
final class Priming implements Resource {
    private final Runnable read;

    private Priming(Runnable read) {
        this.read = read;
    }

    /** Returns the registered priming, which does this read before the snapshot. */
    static Priming before(Runnable read) {
        Priming priming = new Priming(read);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            read.run();
        } catch (RuntimeException e) {
            System.out.println(
                    "Priming read failed, which is harmless: " + e.getClass().getName());
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing was opened that must be opened again: the SDK replaces a connection that the snapshot has outlived.
    }
}
