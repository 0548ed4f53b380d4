package dev.headgate.local.asl;

import org.jspecify.annotations.Nullable;

/** What a Map in distributed mode has beyond an inline one. */
record DistributedMap(
        boolean express,
        String label,
        @Nullable ItemReader reader,
        @Nullable ItemBatcher batcher,
        @Nullable ResultWriter writer,
        @Nullable Value toleratedFailureCount,
        @Nullable Value toleratedFailurePercentage) {

    /** Where items come from, other than Items. */
    record ItemReader(
            boolean listing,
            Format format,
            Template arguments,
            @Nullable Value maxItems) {}

    /** How an object is cut into items. */
    sealed interface Format {
        record Json() implements Format {}

        record JsonLines() implements Format {}

        /** {@code header} is null where the first row is the header. */
        record Csv(char delimiter, @Nullable Template header) implements Format {}
    }

    record ItemBatcher(
            @Nullable Value maxItems,
            @Nullable Value maxBytes,
            @Nullable Template batchInput) {}

    /** Where results go; {@code arguments} is null where they only are transformed. */
    record ResultWriter(@Nullable Template arguments, Transformation transformation, boolean lines) {}

    enum Transformation {
        NONE,
        COMPACT,
        FLATTEN
    }
}
