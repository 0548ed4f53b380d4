package dev.headgate.local.asl;

import java.util.Map;

/** Joins a group and tells how it ended, unless well. */
final class Ends {
    private Ends() {}

    static void join(Group group, Branch branch, EventType failed, EventType aborted)
            throws StateFailure, InterruptedException {
        try {
            group.join();
        } catch (StateFailure e) {
            branch.publish(failed, Map.of());
            throw e;
        } catch (InterruptedException e) {
            branch.publish(aborted, Map.of());
            throw e;
        }
    }
}
