package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;

/** One operation of the API. */
@FunctionalInterface
interface Operation {
    /** The answer. @throws ApiException for an answer that is an error */
    JsonNode answer(ApiRequest request) throws InterruptedException;
}
