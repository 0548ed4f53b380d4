package dev.headgate.bench.adaptive;

/** Who takes calls, up to a capacity that it does not tell. */
sealed interface Downstream {
    /** Returns whether it takes a call of this cost now. */
    boolean accepts(double now, double cost);

    /** Returns after how many seconds a refused call would be taken, if nobody else came. */
    double readyAfter(double now, double cost);

    /** A bucket that holds {@code burst} seconds of the capacity, and at least one call. */
    final class Bucket implements Downstream {
        private final Profile capacity;
        private final double burst;
        private double tokens;
        private double at;

        Bucket(Profile capacity, double burst) {
            this.capacity = capacity;
            this.burst = burst;
            this.tokens = size(0);
        }

        @Override
        public boolean accepts(double now, double cost) {
            tokens = Math.min(size(now), tokens + capacity.integral(at, now));
            at = now;
            if (tokens < cost) {
                return false;
            }
            tokens -= cost;
            return true;
        }

        @Override
        public double readyAfter(double now, double cost) {
            return (cost - tokens) / capacity.at(now);
        }

        private double size(double now) {
            return Math.max(1, burst * capacity.at(now));
        }
    }

    /** So many calls from each full multiple of {@code length} to the next. */
    final class FixedWindow implements Downstream {
        private final Profile capacity;
        private final double length;
        private double taken;
        private long window = -1;

        FixedWindow(Profile capacity, double length) {
            this.capacity = capacity;
            this.length = length;
        }

        @Override
        public boolean accepts(double now, double cost) {
            long current = (long) Math.floor(now / length);
            if (current != window) {
                window = current;
                taken = 0;
            }
            double allowed = capacity.integral(window * length, (window + 1) * length);
            if (taken + cost > allowed) {
                return false;
            }
            taken += cost;
            return true;
        }

        @Override
        public double readyAfter(double now, double cost) {
            return length - now % length;
        }
    }
}
