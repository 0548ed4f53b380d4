package dev.headgate.adjust;

import dev.headgate.Bounds;

/** What may move a limit. */
public sealed interface Event {

    /** An alarm said something. */
    record Alarmed(Reading reading) implements Event {}

    /** Time passed: an alarm that lasts tells nothing more by itself. */
    record Tick() implements Event {}

    /**
     * Somebody has it all forgotten: what alarms said, and where the ladders stand.
     *
     * @param by who, 1 to 256 characters
     * @param why 1 to 256 characters
     */
    record Reset(String by, String why) implements Event {
        private static final int LONGEST = 256;

        public Reset {
            Bounds.text("by", by, LONGEST);
            Bounds.text("why", why, LONGEST);
        }
    }
}
