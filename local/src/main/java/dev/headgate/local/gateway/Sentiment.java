package dev.headgate.local.gateway;

import java.util.Locale;

/**
 * What the word list thinks of a text.
 *
 * @param label the kind of feeling
 * @param score from -1, all bad, to 1, all good
 */
record Sentiment(Label label, double score) {
    enum Label {
        POSITIVE,
        NEGATIVE,
        NEUTRAL,
        MIXED
    }

    /** The normalisation constant of VADER (Hutto and Gilbert, 2014): sums of about 4 are strong. */
    private static final double ALPHA = 15;

    /** Both sides count when the weaker has at least this share of the stronger. */
    private static final double MIXED_FROM = 0.5;

    /**
     * Returns the sentiment of summed weights.
     *
     * @param good sum of the good words' weights, not negative
     * @param bad sum of the bad words' weights, as a positive number
     */
    static Sentiment of(double good, double bad) {
        double sum = good - bad;
        double score = Math.round(100 * sum / Math.sqrt(sum * sum + ALPHA)) / 100.0;
        return new Sentiment(label(good, bad), score == 0 ? 0 : score);
    }

    private static Label label(double good, double bad) {
        if (good == 0 && bad == 0) {
            return Label.NEUTRAL;
        }
        if (Math.min(good, bad) >= MIXED_FROM * Math.max(good, bad)) {
            return Label.MIXED;
        }
        return good > bad ? Label.POSITIVE : Label.NEGATIVE;
    }

    /** Returns the content of the answer's message: a JSON object with {@code sentiment} and {@code score}. */
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"sentiment\":\"%s\",\"score\":%.2f}",
                label.name().toLowerCase(Locale.ROOT),
                score);
    }
}
