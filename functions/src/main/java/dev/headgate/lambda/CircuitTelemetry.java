package dev.headgate.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.CircuitListener;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Order;
import dev.headgate.circuit.State;
import dev.headgate.circuit.Transition;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs, counts and publishes each change of a circuit's state, and counts what was lost. An event that cannot be published
 * fails no answer: the change is made, logged and counted.
 */
final class CircuitTelemetry implements CircuitListener {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitTelemetry.class);

    private final Consumer<String> publisher;

    /** @param publisher takes an event's detail as JSON */
    CircuitTelemetry(Consumer<String> publisher) {
        this.publisher = publisher;
    }

    /**
     * What an event tells.
     *
     * @param until when OPEN ends
     * @param by whose order it was, if it was one
     */
    record Detail(
            String circuit,
            String state,
            long generation,
            Transition.Cause cause,
            @Nullable Instant until,
            @Nullable String by,
            @Nullable String why) {
        static Detail of(Transition transition) {
            Circuit circuit = transition.circuit();
            return new Detail(
                    circuit.settings().name(),
                    circuit.state().name(),
                    circuit.generation(),
                    transition.cause(),
                    circuit.state() instanceof State.Open(Instant until, long _) ? until : null,
                    transition.order().map(Order::by).orElse(null),
                    transition.order().map(Order::why).orElse(null));
        }
    }

    @Override
    public void changed(Transition transition) {
        Detail detail = Detail.of(transition);
        LOG.warn(
                "Circuit changed",
                entry("circuit", detail.circuit()),
                entry("state", detail.state()),
                entry("generation", detail.generation()),
                entry("cause", detail.cause().name()));
        CircuitMetrics.recordChange(detail.circuit(), transition.circuit().state());
        try {
            publisher.accept(StrictJson.write(detail));
        } catch (RuntimeException e) {
            LOG.error("The event of a circuit's change could not be published", e);
        }
    }

    @Override
    public void lost(String circuit, Counts counts) {
        LOG.info("Healthy outcomes were lost", entry("circuit", circuit), entry("outcomes", counts.calls()));
        CircuitMetrics.recordLost(circuit, counts);
    }
}
