package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.adjust.Adjuster;
import dev.headgate.adjust.Event;
import dev.headgate.adjust.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The concurrency adjuster: hears alarms, and lowers and restores what its limits' callers may do at the same time.
 *
 * <p>Called by CloudWatch asynchronously: an error has the event sent again. Whether it was heard twice makes no difference.
 */
public final class ConcurrencyAdjusterHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrencyAdjusterHandler.class);

    private final Adjuster adjuster;
    private final AlarmTags tags;
    private final InstantSource clock;

    @SuppressWarnings("unused") // held: the runtime holds it weakly
    private final Priming priming;

    /** Wires the parts from the template's variables. */
    public ConcurrencyAdjusterHandler() {
        this(new Wiring(Environment.ofProcess()));
    }

    private ConcurrencyAdjusterHandler(Wiring wiring) {
        this(wiring.adjuster(), wiring.alarmTags(), InstantSource.system());
    }

    ConcurrencyAdjusterHandler(Adjuster adjuster, AlarmTags tags, InstantSource clock) {
        this.adjuster = adjuster;
        this.tags = tags;
        this.clock = clock;
        this.priming = Priming.before(adjuster::followed);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation.answer(input, output, context, AdjusterRequest.class, this::answer);
    }

    private AdjusterAnswer answer(AdjusterRequest request) {
        if (request.isReset()) {
            return handled(request.toLimit(), request.toReset());
        }
        return request.isTick() ? ticked() : handled(limit(request), request.toAlarmed());
    }

    /** One limit's trouble does not keep the others waiting; it is thrown when all have had their turn. */
    private AdjusterAnswer ticked() {
        List<AdjusterAnswer> answers = new ArrayList<>();
        @Nullable RuntimeException trouble = null;
        for (String limit : adjuster.followed()) {
            try {
                answers.add(handled(limit, new Event.Tick()));
            } catch (RuntimeException e) {
                LOG.error("limit {} could not be looked after", limit, e);
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
        return new AdjusterAnswer.Ticked(answers);
    }

    private AdjusterAnswer handled(String limit, Event event) {
        Instant now = clock.instant();
        Outcome outcome = adjuster.handle(limit, event, now);
        AdjusterTelemetry.record(outcome);
        return AdjusterAnswer.of(outcome);
    }

    /** By a metric's dimension, else by the alarm's tag, which costs a call. */
    private String limit(AdjusterRequest request) {
        String named = request.limitOfMetrics();
        if (named != null) {
            return Bounds.name(AdjusterRequest.LIMIT, named);
        }
        String arn = request.toAlarmArn();
        return Bounds.name(
                "tag Limit",
                tags.find(arn, AdjusterRequest.LIMIT)
                        .orElseThrow(() -> new InvalidRequestException(
                                "alarm %s must have a metric with the dimension Limit, or the tag Limit, got: neither"
                                        .formatted(arn))));
    }
}
