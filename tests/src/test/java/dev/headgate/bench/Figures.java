package dev.headgate.bench;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures as people read them. */
public final class Figures {
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /** Returns the figure with four digits at most and no exponent. */
    public static String plain(double figure) {
        if (Double.isNaN(figure) || Double.isInfinite(figure)) {
            return Double.toString(figure);
        }
        if (Math.abs(figure) >= 1000) {
            return "%,d".formatted(Math.round(figure));
        }
        return new BigDecimal(figure).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
