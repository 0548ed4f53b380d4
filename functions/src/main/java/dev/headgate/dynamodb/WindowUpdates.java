package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.CircuitItem.CLOSED;
import static dev.headgate.dynamodb.CircuitItem.METRICS_ONLY;
import static dev.headgate.dynamodb.CircuitItem.STATE;
import static dev.headgate.dynamodb.WindowItem.DROPPED;
import static dev.headgate.dynamodb.WindowItem.RECEIPTS;
import static dev.headgate.dynamodb.WindowItem.RUNS;
import static dev.headgate.dynamodb.WindowItem.STREAK;

import dev.headgate.circuit.Clearing;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Kind;
import dev.headgate.circuit.Outcomes;
import dev.headgate.circuit.Receipt;
import dev.headgate.circuit.WindowChange;
import java.time.Instant;

/** Each {@link WindowChange} as one conditional update. */
final class WindowUpdates {
    private WindowUpdates() {}

    static UpdateExpression of(WindowChange change) {
        UpdateExpression update = CircuitUpdates.inGenerationOf(change)
                .whenAmong(STATE, Attributes.string(CLOSED), Attributes.string(METRICS_ONLY));
        return switch (change) {
            case WindowChange.Count count -> count(update, count);
            case WindowChange.Trim trim ->
                update.whenNumber(DROPPED, trim.dropped())
                        .set(DROPPED, Attributes.number(trim.dropped() + trim.runs()))
                        .removeFirst(RUNS, trim.runs());
        };
    }

    private static UpdateExpression count(UpdateExpression update, WindowChange.Count count) {
        Outcomes outcomes = count.outcomes();
        outcomes.buckets().forEach((bucket, counts) -> add(update, bucket, counts));
        if (!outcomes.runs().isEmpty()) {
            update.append(RUNS, outcomes.runs().stream().map(WindowItem::run).toList());
        }
        streak(update, outcomes.streak());
        Receipt receipt = count.receipt();
        if (receipt != null) {
            String path = RECEIPTS + "." + receipt.id();
            update.whenAbsent(path).set(path, Attributes.number(receipt.mark()));
        }
        clear(update, count.clearing());
        return update;
    }

    private static void clear(UpdateExpression update, Clearing clearing) {
        for (Instant bucket : clearing.buckets()) {
            for (Kind kind : Kind.values()) {
                update.remove(WindowItem.count(kind, bucket));
            }
        }
        clearing.places().forEach(place -> update.remove(ProbeItem.place(place)));
        clearing.receipts().forEach(receipt -> update.remove(RECEIPTS + "." + receipt));
    }

    private static void add(UpdateExpression update, Instant bucket, Counts counts) {
        for (Kind kind : Kind.values()) {
            if (counts.of(kind) > 0) {
                update.add(WindowItem.count(kind, bucket), counts.of(kind));
            }
        }
    }

    private static void streak(UpdateExpression update, Outcomes.Streak streak) {
        if (streak.broken()) {
            update.set(STREAK, Attributes.number(streak.failures()));
        } else if (streak.failures() > 0) {
            update.add(STREAK, streak.failures());
        }
    }
}
