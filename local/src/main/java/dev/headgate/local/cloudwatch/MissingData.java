package dev.headgate.local.cloudwatch;

import java.util.Arrays;

/** What an alarm takes a period without data for. */
public enum MissingData {
    MISSING("missing"),
    IGNORE("ignore"),
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String wireName;

    MissingData(String wireName) {
        this.wireName = wireName;
    }

    /** The treatment of a name. @throws IllegalArgumentException if it is none of these */
    public static MissingData parse(String wireName) {
        return Arrays.stream(values())
                .filter(treatment -> treatment.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(MissingData::wireName).toList() + ", got: " + wireName));
    }

    String wireName() {
        return wireName;
    }
}
