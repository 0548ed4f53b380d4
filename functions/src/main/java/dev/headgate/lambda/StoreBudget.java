package dev.headgate.lambda;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The time that the store's calls of one request may take together. A call ends after half of it, whatever happens; once
 * half of it is over, none begins: so a decision comes in time, however many limits are asked and however the store hangs.
 */
final class StoreBudget implements ExecutionInterceptor {
    static final Duration DEFAULT = Duration.ofSeconds(2);

    private static final ScopedValue<Long> LATEST_START = ScopedValue.newInstance();

    private final Duration half;

    StoreBudget(Duration whole) {
        this.half = whole.dividedBy(2);
    }

    /** Returns how long one call may take. */
    Duration call() {
        return half;
    }

    /** Returns the answer of a request whose calls of the store share one budget. */
    <T> T spend(Supplier<T> request) {
        return ScopedValue.where(LATEST_START, System.nanoTime() + half.toNanos())
                .call(request::get);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (LATEST_START.isBound() && System.nanoTime() - LATEST_START.get() > 0) {
            throw SdkClientException.create("the request's time for the store is used up");
        }
    }
}
