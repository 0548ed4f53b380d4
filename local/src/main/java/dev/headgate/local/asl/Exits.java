package dev.headgate.local.asl;

import org.jspecify.annotations.Nullable;

/**
 * What happens when a state is left.
 *
 * @param assign the variables to set, an object; null sets none
 * @param output the output; null leaves the state's own result
 * @param next the state to go to; null ends the flow
 */
record Exits(
        @Nullable Template assign,
        @Nullable Template output,
        @Nullable String next) {

    static final Exits END = new Exits(null, null, null);
}
