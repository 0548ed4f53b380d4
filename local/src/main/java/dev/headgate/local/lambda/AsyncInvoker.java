package dev.headgate.local.lambda;

import java.time.Duration;
import java.util.List;

/**
 * Runs asynchronous events: a function error is tried again after each of the given waits (Lambda: twice, after one and
 * two minutes), a throttle after waits that double from one second to five minutes, for six hours.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Error handling</a>
 */
final class AsyncInvoker implements Runnable {
    private static final Duration MAX_AGE = Duration.ofHours(6);
    private static final Duration MAX_THROTTLE_WAIT = Duration.ofMinutes(5);

    private final List<Duration> retryDelays;
    private final FunctionRunner runner;
    private final String requestId;
    private final byte[] payload;

    AsyncInvoker(List<Duration> retryDelays, FunctionRunner runner, String requestId, byte[] payload) {
        this.retryDelays = retryDelays;
        this.runner = runner;
        this.requestId = requestId;
        this.payload = payload;
    }

    /** Returns when the event is done with: answered, or dropped with a line in the function's log. */
    @Override
    public void run() {
        try {
            tryAll();
        } catch (InterruptedException closing) {
            runner.log().line("RequestId: " + requestId + " Error: asynchronous event dropped by the shutdown");
            Thread.currentThread().interrupt();
        }
    }

    private void tryAll() throws InterruptedException {
        InvocationResult result = throughThrottles();
        for (Duration delay : retryDelays) {
            if (!result.functionError()) {
                return;
            }
            Thread.sleep(delay);
            result = throughThrottles();
        }
        if (result.functionError()) {
            runner.log()
                    .line("RequestId: " + requestId + " Error: asynchronous event dropped after "
                            + (1 + retryDelays.size()) + " attempts");
        }
    }

    private InvocationResult throughThrottles() throws InterruptedException {
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
