package dev.headgate.circuit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What a write of outcomes leaves in the circuit, so that it is made once: the same report again, and the SDK's repeat of a
 * write whose answer was lost, find it there.
 *
 * @param id of the report, or of this write where the report has none: {@value #LETTERS} letters and digits
 * @param mark tells this write from another one of the same report, and which of two is older: milliseconds since the
 *     epoch, and six digits by chance
 */
public record Receipt(String id, long mark) {
    /** How many writes a circuit remembers; with them its item stays below 1 KB. */
    static final int KEPT = 12;

    private static final int LETTERS = 8;
    private static final long IDS = 2_821_109_907_456L; // 36 to the 8th
    private static final int MARKS = 1_000_000;

    /** Returns the receipt of a write for this report. */
    static Receipt of(String reportId, Instant now, RandomGenerator random) {
        return new Receipt(idOf(reportId), mark(now, random));
    }

    /** Returns the receipt of a write for outcomes without a name. */
    static Receipt any(Instant now, RandomGenerator random) {
        return new Receipt(text(random.nextLong(IDS)), mark(now, random));
    }

    private static long mark(Instant now, RandomGenerator random) {
        return now.toEpochMilli() * MARKS + random.nextInt(MARKS);
    }

    /** Returns the report's name shortened: two of those that are remembered are alike less than once in ten billion. */
    static String idOf(String reportId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(reportId.getBytes(StandardCharsets.UTF_8));
            long number = 0;
            for (int index = 0; index < Long.BYTES; index++) {
                number = (number << Byte.SIZE) | (hash[index] & 0xff);
            }
            return text(Long.remainderUnsigned(number, IDS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    private static String text(long number) {
        String digits = Long.toString(number, Character.MAX_RADIX);
        return "0".repeat(LETTERS - digits.length()) + digits;
    }
}
