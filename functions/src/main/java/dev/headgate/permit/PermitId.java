package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a durable permit, for whoever ends it: it says by itself where its record lies.
 *
 * @param attempt which grant of the request it is: one that was given back may be followed by another, and what is said of
 *     the first must not hit the second; 16 hexadecimal digits
 */
public record PermitId(Holder holder, String attempt) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16}):(?:-|(\\d{1,3}))(?<rest>:.+)", Pattern.DOTALL);
    private static final int LONGEST = 4_096;

    /** Returns it as callers see it: URL-safe, of no meaning to them. */
    public String text() {
        String owner = holder.owner();
        String content = attempt + (owner == null ? ":-:" : ":" + owner.length() + ":" + owner) + holder.requestId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the permit that {@code text} names; whether there is one is not known here.
     *
     * @throws InvalidRequestException if no permit was ever called so
     */
    public static PermitId parse(String text) {
        try {
            Matcher form = FORM.matcher(decoded(text));
            if (form.matches()) {
                return of(form.group(1), form.group(2), form.group("rest").substring(1));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static PermitId of(String attempt, @Nullable String ownerLength, String rest) {
        int length = ownerLength == null ? 0 : Integer.parseInt(ownerLength);
        String owner = ownerLength == null ? null : rest.substring(0, length);
        return new PermitId(new Holder(rest.substring(length), owner), attempt);
    }

    private static String decoded(String text) {
        if (text.length() > LONGEST) {
            throw refused(text.substring(0, 100) + "…");
        }
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static InvalidRequestException refused(String text) {
        return new InvalidRequestException("permitId must be one that a granted ask was answered with, got: " + text);
    }
}
