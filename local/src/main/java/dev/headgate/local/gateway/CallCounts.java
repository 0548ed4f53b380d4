package dev.headgate.local.gateway;

import java.util.List;

/**
 * How many calls met which fate.
 *
 * @param calls all of them
 * @param answered those with 200
 * @param throttled those with 429
 * @param failed those with 500 and above
 */
public record CallCounts(int calls, int answered, int throttled, int failed) {
    static CallCounts of(List<Call> calls) {
        int answered = 0;
        int throttled = 0;
        int failed = 0;
        for (Call call : calls) {
            answered += call.answered() ? 1 : 0;
            throttled += call.throttled() ? 1 : 0;
            failed += call.failed() ? 1 : 0;
        }
        return new CallCounts(calls.size(), answered, throttled, failed);
    }
}
