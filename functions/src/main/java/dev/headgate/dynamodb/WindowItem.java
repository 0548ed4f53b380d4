package dev.headgate.dynamodb;

import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Kind;
import dev.headgate.circuit.Run;
import dev.headgate.circuit.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A circuit's window in its item. A letter stands for the kind of call.
 *
 * <ul>
 *   <li>{@code counts}: a map; a letter, followed by the bucket's start, in milliseconds since the epoch with radix 36 → how
 *       many. A change of state replaces the whole map, so that no outcome of an old generation is left, whatever was added
 *       since somebody looked;
 *   <li>{@code runs}: a list; a letter and, if it is more than one, how many calls in a row, with radix 36; the latest
 *       last. {@code dropped}: how many have been taken off its front;
 *   <li>{@code streak}: how many failures the last calls were;
 *   <li>{@code receipts}: a map; which writes were the last ones: the mark of each by its id.
 * </ul>
 */
final class WindowItem {
    static final String COUNTS = "counts";
    static final String RUNS = "runs";
    static final String DROPPED = "dropped";
    static final String STREAK = "streak";
    static final String RECEIPTS = "receipts";

    private WindowItem() {}

    static Window window(Map<String, AttributeValue> item) {
        return new Window(
                buckets(Attributes.map(item, COUNTS)),
                Attributes.list(item, RUNS).stream().map(WindowItem::run).toList(),
                Attributes.number(item, DROPPED, 0),
                Attributes.number(item, STREAK, 0),
                Attributes.map(item, RECEIPTS).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                receipt -> Long.valueOf(receipt.getValue().n()))));
    }

    /** Returns the path of what is counted of one kind of call in one bucket. */
    static String count(Kind kind, Instant bucket) {
        return COUNTS + "." + letter(kind) + Long.toString(bucket.toEpochMilli(), Character.MAX_RADIX);
    }

    static AttributeValue run(Run run) {
        String calls = run.calls() == 1 ? "" : Long.toString(run.calls(), Character.MAX_RADIX);
        return Attributes.string(letter(run.kind()) + calls);
    }

    private static Map<Instant, Counts> buckets(Map<String, AttributeValue> counts) {
        Map<Instant, Counts> buckets = new HashMap<>();
        counts.forEach((name, value) -> buckets.merge(
                Instant.ofEpochMilli(Long.parseLong(name.substring(1), Character.MAX_RADIX)),
                Counts.of(kind(name.charAt(0)), Long.parseLong(value.n())),
                Counts::plus));
        return buckets;
    }

    private static Run run(AttributeValue value) {
        String text = value.s();
        return new Run(
                kind(text.charAt(0)), text.length() == 1 ? 1 : Long.parseLong(text.substring(1), Character.MAX_RADIX));
    }

    private static String letter(Kind kind) {
        return switch (kind) {
            case SUCCESS -> "s";
            case FAILURE -> "f";
            case SLOW -> "l";
            case SLOW_FAILURE -> "m";
        };
    }

    private static Kind kind(char letter) {
        return switch (letter) {
            case 's' -> Kind.SUCCESS;
            case 'f' -> Kind.FAILURE;
            case 'l' -> Kind.SLOW;
            case 'm' -> Kind.SLOW_FAILURE;
            default -> throw new IllegalStateException("a count must be of a known kind, got: " + letter);
        };
    }
}
