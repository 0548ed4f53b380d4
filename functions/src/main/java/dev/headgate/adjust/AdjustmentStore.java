package dev.headgate.adjust;

import java.util.Set;

/** Where limits' adjustments and the audit of their changes are kept. */
public interface AdjustmentStore {

    /** Returns where the limit stands. */
    Adjustment read(String limit);

    /** Puts where the limit stands, if nobody has since it was read with this revision; its next revision is one more. */
    boolean tryPut(Adjustment adjustment);

    /** Keeps the change for good. The same change kept again is kept once. */
    void keep(Change change);

    /** Returns the limits that a tick is for: those whose alarms have ever said something. */
    Set<String> followed();

    /** Has ticks for the limit from now on. */
    void follow(String limit);

    /** Has no more ticks for the limit. */
    void unfollow(String limit);
}
