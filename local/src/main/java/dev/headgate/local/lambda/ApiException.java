package dev.headgate.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;

/** A refusal of Lambda's API: the status, the error's name and the words. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String reason;

    ApiException(int status, String type, String message) {
        this(status, type, message, "");
    }

    private ApiException(int status, String type, String message, String reason) {
        super(message);
        this.status = status;
        this.type = type;
        this.reason = reason;
    }

    static ApiException of(FunctionNotFoundException unknown) {
        return new ApiException(404, "ResourceNotFoundException", String.valueOf(unknown.getMessage()));
    }

    static ApiException of(ThrottledException throttled) {
        return new ApiException(
                429,
                "TooManyRequestsException",
                String.valueOf(throttled.getMessage()),
                throttled.reason().wireName());
    }

    static ApiException notJson(JsonProcessingException malformed) {
        return new ApiException(
                400,
                "InvalidRequestContentException",
                "Could not parse request body into json: " + malformed.getMessage());
    }

    static ApiException invalidParameter(String message) {
        return new ApiException(400, "InvalidParameterValueException", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    /** Returns the throttle's reason, or nothing. */
    String reason() {
        return reason;
    }
}
