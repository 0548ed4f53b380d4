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
     * Returns the judgement.
     *
     * @param prompts how many reviews have which prompt; reviews with the same text share one
     */
    static Outcome judge(
            Set<String> ids,
            Map<String, Integer> prompts,
            Set<String> answered,
            Set<String> deadLetters,
            List<Call> calls) {
        Set<String> done = new HashSet<>(answered);
        done.retainAll(ids);
        Set<String> dead = new HashSet<>(deadLetters);
        dead.retainAll(ids);
        dead.removeAll(done);
        int lost = ids.size() - done.size() - dead.size();
        return new Outcome(done.size(), dead.size(), lost, duplicates(prompts, calls));
    }

    /** Counts the good answers to a prompt beyond the reviews that have it; an unknown prompt counts as no review's. */
    private static int duplicates(Map<String, Integer> prompts, List<Call> calls) {
        Map<String, Integer> answers = new HashMap<>();
        for (Call call : calls) {
            if (call.answered()) {
                answers.merge(String.valueOf(call.prompt()), 1, Integer::sum);
            }
        }
        int beyond = 0;
        for (Map.Entry<String, Integer> answer : answers.entrySet()) {
            beyond += Math.max(0, answer.getValue() - prompts.getOrDefault(answer.getKey(), 0));
        }
        return beyond;
    }

    /** Returns whether every review was answered or dead-lettered, and none twice. */
    boolean good() {
        return lost == 0 && duplicates == 0;
    }
}
