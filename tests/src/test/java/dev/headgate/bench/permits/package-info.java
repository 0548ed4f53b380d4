/** The permit granter's benchmark, beside a compare-and-swap limiter and AWS's semaphore sample. */
@NullMarked
package dev.headgate.bench.permits;

import org.jspecify.annotations.NullMarked;
