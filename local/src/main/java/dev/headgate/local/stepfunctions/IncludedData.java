package dev.headgate.local.stepfunctions;

/** The {@code includedData} of a request: ALL_DATA, or METADATA_ONLY. */
final class IncludedData {
    private IncludedData() {}

    /** Whether inputs, outputs and definitions are asked for. */
    static boolean of(ApiRequest request) {
        String asked = request.text("includedData").orElse("ALL_DATA");
        return switch (asked) {
            case "ALL_DATA" -> true;
            case "METADATA_ONLY" -> false;
            default -> throw ApiRequest.invalid("includedData must be ALL_DATA or METADATA_ONLY, got: " + asked);
        };
    }
}
