package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The members of a request, read with the refusals that AWS gives. */
record ApiRequest(JsonNode tree) {
    private static final int MAX_PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;

    /** @throws ApiException ValidationException if it is missing */
    String require(String member) {
        return text(member)
                .orElseThrow(() -> invalid("1 validation error detected: Value null at '" + member
                        + "' failed to satisfy constraint: Member must not be null"));
    }

    /** @throws ApiException InvalidArn if it is no ARN of Step Functions */
    String requireArn(String member) {
        String arn = require(member);
        if (!arn.startsWith("arn:aws:states:")) {
            throw new ApiException("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return arn;
    }

    Optional<String> text(String member) {
        JsonNode value = tree.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid("Value at '" + member + "' must be a string");
        }
        return Optional.of(value.textValue());
    }

    boolean flag(String member, boolean otherwise) {
        return tree.path(member).asBoolean(otherwise);
    }

    /** A number from 0 to {@code max}, or empty. */
    Optional<Double> number(String member, double max) {
        JsonNode value = tree.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > max) {
            throw invalid(member + " must be between 0 and " + max + ", got: " + value);
        }
        return Optional.of(value.doubleValue());
    }

    /** {@code maxResults}: 0 or nothing means 100, and 1000 is the most. */
    int pageSize() {
        int asked = number("maxResults", MAX_PAGE).map(Double::intValue).orElse(0);
        return asked == 0 ? DEFAULT_PAGE : asked;
    }

    static ApiException invalid(String message) {
        return new ApiException("ValidationException", message);
    }
}
