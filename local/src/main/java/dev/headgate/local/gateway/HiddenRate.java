package dev.headgate.local.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A limit that changes in time and that the gateway tells nobody, counted from its first call.
 *
 * @param steps the first from 0 s, each other later than the one before it
 */
public record HiddenRate(List<Step> steps) {
    public static final int MOST = 100_000;
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:@(\\d{1,6}))?");
    private static final double NANOS = 1e9;

    /** So many calls a second, from a moment on. */
    public record Step(int ratePerSecond, Duration from) {
        public Step {
            if (ratePerSecond < 1 || ratePerSecond > MOST) {
                throw new IllegalArgumentException(
                        "hidden-rate must be between 1 and " + MOST + " calls a second, got: " + ratePerSecond);
            }
        }

        @Override
        public String toString() {
            return ratePerSecond + "@" + from.toSeconds();
        }
    }

    public HiddenRate {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !steps.getFirst().from().isZero()) {
            throw new IllegalArgumentException("hidden-rate must begin with a rate from 0 s on, got: " + steps);
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).from().compareTo(steps.get(i - 1).from()) <= 0) {
                throw new IllegalArgumentException(
                        "hidden-rate must change at later and later seconds, got: %s after %d s"
                                .formatted(steps.get(i), steps.get(i - 1).from().toSeconds()));
            }
        }
    }

    /**
     * Returns what {@code RATE[,RATE@SECONDS...]} names, all of it in whole numbers.
     *
     * @throws IllegalArgumentException when the text has another form, or a figure is out of its bounds
     */
    public static HiddenRate parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher step = FORM.matcher(part);
            boolean first = steps.isEmpty();
            if (!step.matches() || first != (step.group(2) == null)) {
                throw new IllegalArgumentException(
                        "hidden-rate must be RATE[,RATE@SECONDS...], such as 100,40@60,100@120, got: " + text);
            }
            long from = first ? 0 : Long.parseLong(step.group(2));
            steps.add(new Step(Integer.parseInt(step.group(1)), Duration.ofSeconds(from)));
        }
        return new HiddenRate(steps);
    }

    /** Returns the step that holds this long after the first call. */
    public Step at(long sinceFirstNanos) {
        Step holding = steps.getFirst();
        for (Step step : steps) {
            holding = step.from().toNanos() <= sinceFirstNanos ? step : holding;
        }
        return holding;
    }

    /** Returns how many calls the rates come to from the first call until this long after it. */
    public double callsUntil(long sinceFirstNanos) {
        double calls = 0;
        for (int i = 0; i < steps.size(); i++) {
            long from = steps.get(i).from().toNanos();
            long next = i + 1 < steps.size() ? steps.get(i + 1).from().toNanos() : Long.MAX_VALUE;
            long length = Math.max(0, Math.min(sinceFirstNanos, next) - from);
            calls += steps.get(i).ratePerSecond() * (length / NANOS);
        }
        return calls;
    }

    /** Returns how many calls at once go with a rate, at least 1: as many seconds of it as a burst is of the rate told. */
    public static int burst(int rate, int toldBurst, int toldRate) {
        return (int) Math.max(1, Math.round((double) toldBurst * rate / toldRate));
    }

    /** Returns the highest rate, in calls a second. */
    public int highest() {
        return steps.stream().mapToInt(Step::ratePerSecond).max().orElseThrow();
    }

    @Override
    public String toString() {
        String later = steps.stream().skip(1).map(step -> "," + step).collect(Collectors.joining());
        return steps.getFirst().ratePerSecond() + later;
    }
}
