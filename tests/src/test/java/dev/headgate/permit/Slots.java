package dev.headgate.permit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Slots that were handed out, in nanoseconds since the epoch, and the law that they are held to. */
final class Slots {
    private final List<Long> at = new ArrayList<>();

    void add(Schedule schedule) {
        for (int k = 0; k < schedule.permits(); k++) {
            at.add(Nanos.of(schedule.slot(k)));
        }
    }

    int size() {
        return at.size();
    }

    /** Returns by how many slots the worst window passes {@code burst + window / interval}; at most 0 if none does. */
    double worstExcess(double burst, long interval) {
        List<Long> sorted = new ArrayList<>(at);
        Collections.sort(sorted);
        double worst = Double.NEGATIVE_INFINITY;
        double leastBefore = Double.POSITIVE_INFINITY;
        for (int to = 0; to < sorted.size(); to++) {
            double line = to - (sorted.get(to) - sorted.getFirst()) / (double) interval;
            leastBefore = Math.min(leastBefore, line);
            worst = Math.max(worst, line - leastBefore + 1 - burst);
        }
        return worst;
    }
}
