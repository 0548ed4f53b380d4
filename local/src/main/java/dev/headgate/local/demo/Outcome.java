package dev.headgate.local.demo;

import dev.headgate.local.gateway.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the reviews.
 *
 * @param succeeded those with an answer in the results table
 * @param deadLettered those without an answer and in the dead-letter queue
 * @param lost those in neither
 * @param duplicates answers that the gateway gave beyond one a review
 */
record Outcome(int succeeded, int deadLettered, int lost, int duplicates) {

    /**
     * Returns the judgement. Calls that name their review are counted by it; the rest only in sum: more of them than
     * there are reviews left to be answered means that some were answered twice.
     */
    static Outcome judge(Reviews reviews, Set<String> answered, Set<String> deadLetters, List<Call> calls) {
        Set<String> ids = new HashSet<>();
        reviews.all().forEach(review -> ids.add(review.id()));
        Set<String> done = new HashSet<>(answered);
        done.retainAll(ids);
        Set<String> dead = new HashSet<>(deadLetters);
        dead.retainAll(ids);
        dead.removeAll(done);
        int lost = ids.size() - done.size() - dead.size();
        return new Outcome(done.size(), dead.size(), lost, duplicates(ids.size(), calls));
    }

    private static int duplicates(int reviews, List<Call> calls) {
        Map<String, Integer> named = new HashMap<>();
        int unnamed = 0;
        for (Call call : calls) {
            if (call.answered() && call.item() != null) {
                named.merge(call.item(), 1, Integer::sum);
            } else if (call.answered()) {
                unnamed++;
            }
        }
        int twice = named.values().stream().mapToInt(times -> times - 1).sum();
        return twice + Math.max(0, unnamed - Math.max(0, reviews - named.size()));
    }

    /** Returns whether every review was answered or dead-lettered, and none twice. */
    boolean good() {
        return lost == 0 && duplicates == 0;
    }
}
