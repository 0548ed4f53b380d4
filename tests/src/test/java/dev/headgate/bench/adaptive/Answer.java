package dev.headgate.bench.adaptive;

/**
 * What a caller learns of its call.
 *
 * @param call its number
 * @param sentAt when it went
 * @param at when the answer came
 * @param accepted whether the downstream took it
 * @param retryAfter the seconds of its Retry-After; NaN without one
 */
record Answer(long call, double sentAt, double at, boolean accepted, double retryAfter) implements Comparable<Answer> {
    double latency() {
        return at - sentAt;
    }

    @Override
    public int compareTo(Answer other) {
        int byTime = Double.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(call, other.call);
    }
}
