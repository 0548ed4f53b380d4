package dev.headgate.bench.adaptive;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** A figure that changes at known moments: a capacity, a factor. */
final class Profile {
    private final double[] starts;
    private final double[] values;

    private Profile(double[] starts, double[] values) {
        this.starts = starts;
        this.values = values;
    }

    /** Returns a profile of pairs: from when, which value. The first begins at 0. */
    static Profile of(double... pairs) {
        double[] starts = new double[pairs.length / 2];
        double[] values = new double[pairs.length / 2];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = pairs[2 * i];
            values[i] = pairs[2 * i + 1];
        }
        return new Profile(starts, values);
    }

    /** Returns the moments at which it changes, with the first. */
    DoubleStream starts() {
        return Arrays.stream(starts);
    }

    double at(double time) {
        int found = Arrays.binarySearch(starts, time);
        return values[found >= 0 ? found : Math.max(0, -found - 2)];
    }

    /** Returns the next moment at which it changes; infinite if it does not. */
    double nextAfter(double time) {
        for (double start : starts) {
            if (start > time) {
                return start;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Returns the area below the profile. */
    double integral(double from, double to) {
        double sum = 0;
        for (int i = 0; i < starts.length; i++) {
            double end = i + 1 < starts.length ? starts[i + 1] : Double.POSITIVE_INFINITY;
            sum += values[i] * Math.max(0, Math.min(to, end) - Math.max(from, starts[i]));
        }
        return sum;
    }
}
