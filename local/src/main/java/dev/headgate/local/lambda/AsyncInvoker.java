package dev.headgate.local.lambda;

import java.time.Duration;
import java.util.List;

/**
 * Runs asynchronous events: a function error is tried again after each of the given waits (Lambda: twice, after one and
 * two minutes), a throttle after waits that double from one second to five minutes, for six hours.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Error handling</a>
 */
final class AsyncInvoker {
    private static final Duration MAX_AGE = Duration.ofHours(6);
    private static final Duration MAX_THROTTLE_WAIT = Duration.ofMinutes(5);

    private final List<Duration> retryDelays;

    AsyncInvoker(List<Duration> retryDelays) {
        this.retryDelays = retryDelays;
    }

    /** Returns when the event is done with: answered, or dropped with a line in the function's log. */
    void run(FunctionRunner runner, String requestId, byte[] payload) throws InterruptedException {
        InvocationResult result = throughThrottles(runner, requestId, payload);
        for (Duration delay : retryDelays) {
            if (!result.functionError()) {
                return;
            }
            Thread.sleep(delay);
            result = throughThrottles(runner, requestId, payload);
        }
        if (result.functionError()) {
            runner.log()
                    .line("RequestId: " + requestId + " Error: asynchronous event dropped after "
                            + (1 + retryDelays.size()) + " attempts");
        }
    }

    private static InvocationResult throughThrottles(FunctionRunner runner, String requestId, byte[] payload)
            throws InterruptedException {
        Duration wait = Duration.ofSeconds(1);
        long start = System.nanoTime();
        while (true) {
            try {
                return runner.invoke(requestId, payload);
            } catch (ThrottledException busy) {
                if (System.nanoTime() - start > MAX_AGE.toNanos()) {
                    throw busy;
                }
                Thread.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(MAX_THROTTLE_WAIT) < 0 ? wait.multipliedBy(2) : MAX_THROTTLE_WAIT;
            }
        }
    }
}
