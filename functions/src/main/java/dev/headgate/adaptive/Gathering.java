package dev.headgate.adaptive;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this environment has heard of one limit and not reported yet, and what it saw of its rate last. Thread-safe.
 *
 * <p>Refusals are reported once a second. Outcomes that are well wait until there are {@value #MANY} of them, so that a write
 * costs each of them a 30th, or for three seconds: ten environments with 100 calls a second write 3 or 4 times a second
 * then. While a rate is looking for its first refusal, an environment that makes most of the calls does not wait.
 */
final class Gathering {
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int MANY = 30;

    /** What has waited for longer, in an environment that was frozen, says nothing about now; but where calls are rare. */
    private static final Duration TOO_OLD = Duration.ofMinutes(1);

    private static final double OF_RARE_CALLS = 20;
    private static final double NEWS = 0.99;

    private final Map<String, Allowance> left = new TreeMap<>();
    private final Amid amid = new Amid();
    private Counters counters = Counters.NONE;
    private Instant since = Instant.EPOCH;
    private Instant reportedAt = Instant.EPOCH;
    private double tokens;
    private @Nullable RateRecord seen;
    private @Nullable Pause pause;

    /**
     * Outcomes on their way to the store.
     *
     * @param left what the downstream's headers said last, by resource
     * @param tokens what a call takes of the downstream's tokens on average; 0 where that is not known
     */
    record Batch(Counters counters, Map<String, Allowance> left, double tokens) {}

    /** Adds how calls ended, and returns what is to be reported now. */
    synchronized Optional<Batch> add(Followed limit, CallEnd end, boolean atOnce, Instant now) {
        since = counters.calls() == 0 ? now : since;
        counters = counters.plus(counted(limit, end, now));
        end.left().forEach(allowance -> left.put(allowance.resource(), allowance));
        end.tokens().ifPresent(cost -> tokens = tokens == 0 ? cost : 0.9 * tokens + 0.1 * cost);
        return atOnce || isDue(limit, now) ? Optional.of(take(now)) : Optional.empty();
    }

    private Counters counted(Followed limit, CallEnd end, Instant now) {
        Counters ended = end.counters(pause(limit), now);
        Instant sentAt = end.sentAt(now);
        return (end.refused() > 0 ? amid.refused(sentAt) : amid.accepted(sentAt)) ? ended.amid() : ended;
    }

    /** Returns what has waited long enough. */
    synchronized Optional<Batch> takeDue(Followed limit, Instant now) {
        return isDue(limit, now) ? Optional.of(take(now)) : Optional.empty();
    }

    /** Returns what has waited for so long that it says nothing any more, and forgets it. */
    synchronized Optional<Counters> takeTooOld(Followed limit, Instant now) {
        boolean tooOld = counters.calls() > 0 && distance(since, now).compareTo(longest(limit)) > 0;
        return tooOld ? Optional.of(take(now).counters()) : Optional.empty();
    }

    /** Returns all that has not been reported, and forgets it. */
    synchronized Counters takeAll() {
        return take(reportedAt).counters();
    }

    synchronized void saw(RateRecord record) {
        if (seen == null || record.revision() >= seen.revision()) {
            seen = record;
            pause = record.pause();
        }
    }

    synchronized void saw(Pause holding) {
        pause = holding;
    }

    /** Returns the pause that was seen last. */
    synchronized Pause pause(Followed limit) {
        return pause == null ? Pause.none(limit.settings().tuning().pausing()) : pause;
    }

    /** Returns what a call takes of what an allowance is of; 0 where nobody knows. */
    static double cost(Allowance allowance, double tokens) {
        return allowance.resource().contains("token") ? tokens : 1;
    }

    private boolean isDue(Followed limit, Instant now) {
        if (counters.calls() == 0 || distance(reportedAt, now).compareTo(PACE) < 0) {
            return false;
        }
        return counters.refused() > 0
                || counters.calls() >= MANY
                || distance(since, now).compareTo(LONGEST) >= 0
                || isLookingFor(limit)
                || left.values().stream().anyMatch(allowance -> isNews(allowance, limit));
    }

    private boolean isLookingFor(Followed limit) {
        RateState state = state(limit);
        return state.phase() == RateState.Phase.STARTING
                && state.rate() < limit.settings().ceiling()
                && counters.calls() > state.rate() / 2;
    }

    private boolean isNews(Allowance allowance, Followed limit) {
        double cost = cost(allowance, tokens);
        double rate = limit.settings().bounded(state(limit).rate());
        return cost > 0 && limit.settings().bounded(allowance.lowered(rate, cost)) < NEWS * rate;
    }

    private Batch take(Instant now) {
        Batch batch = new Batch(counters, Map.copyOf(left), tokens);
        counters = Counters.NONE;
        left.clear();
        reportedAt = now;
        return batch;
    }

    private RateState state(Followed limit) {
        return seen == null ? RateState.starting(limit.settings(), limit.declared(), reportedAt) : seen.state();
    }

    private Duration longest(Followed limit) {
        double seconds = Math.min(
                3600, OF_RARE_CALLS / limit.settings().bounded(state(limit).rate()));
        Duration rare = Duration.ofSeconds((long) seconds);
        return rare.compareTo(TOO_OLD) > 0 ? rare : TOO_OLD;
    }

    /** A clock may jump back: then what was noted before it did is as far away. */
    private static Duration distance(Instant one, Instant other) {
        return Duration.between(one, other).abs();
    }
}
