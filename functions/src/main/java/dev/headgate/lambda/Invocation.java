package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/** What surrounds each request of each function: strict JSON, the log's context, the metric of cold starts. */
final class Invocation {
    private Invocation() {}

    /**
     * Reads one request, writes one answer.
     *
     * @throws dev.headgate.InvalidRequestException if the request is not of its type; nothing was done
     */
    static <Q> void answer(
            InputStream input, OutputStream output, Context context, Class<Q> type, Function<Q, Object> handler)
            throws IOException {
        try {
            PowertoolsLogging.withLogging(context, () -> {
                MetricsFactory.getMetricsInstance().captureColdStartMetric(context);
                return answer(input, output, type, handler);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <Q> OutputStream answer(
            InputStream input, OutputStream output, Class<Q> type, Function<Q, Object> handler) {
        try {
            StrictJson.write(output, handler.apply(StrictJson.read(input, type)));
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
