package dev.headgate;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of what callers send. Each returns the value, or throws with the field, its bound and the value. */
public final class Bounds {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private Bounds() {}

    /**
     * Returns {@code value}.
     *
     * @throws InvalidRequestException if it is below {@code least} or above {@code most}
     */
    public static int between(String field, int value, int least, int most) {
        return (int) between(field, (long) value, least, most);
    }

    /**
     * Returns {@code value}.
     *
     * @throws InvalidRequestException if it is below {@code least} or above {@code most}
     */
    public static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidRequestException(
                    "%s must be between %d and %d, got: %d".formatted(field, least, most, value));
        }
        return value;
    }

    /**
     * Returns {@code value}.
     *
     * @throws InvalidRequestException if it is below {@code least} or above {@code most}
     */
    public static Duration between(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidRequestException(
                    "%s must be between %s and %s, got: %s".formatted(field, least, most, value));
        }
        return value;
    }

    /**
     * Returns {@code value}, which is there.
     *
     * @throws InvalidRequestException if it is null
     */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRequestException(field + " must be given, got: nothing");
        }
        return value;
    }

    /**
     * Returns the name of a limit or circuit: 1 to 128 letters, digits, dots, dashes and underscores.
     *
     * @throws InvalidRequestException if it is missing or has another form
     */
    public static String name(String field, @Nullable String value) {
        String name = present(field, value);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRequestException(
                    "%s must match %s, got: %s".formatted(field, NAME.pattern(), shortened(name)));
        }
        return name;
    }

    /**
     * Returns a text of 1 to {@code most} characters.
     *
     * @throws InvalidRequestException if it is missing, empty or longer
     */
    public static String text(String field, @Nullable String value, int most) {
        String text = present(field, value);
        if (text.isEmpty() || text.length() > most) {
            throw new InvalidRequestException(
                    "%s must have 1 to %d characters, got: %d".formatted(field, most, text.length()));
        }
        return text;
    }

    private static String shortened(String value) {
        return value.length() <= 140 ? value : value.substring(0, 140) + "…";
    }
}
