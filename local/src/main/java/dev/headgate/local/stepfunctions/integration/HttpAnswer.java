package dev.headgate.local.stepfunctions.integration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service's answer.
 *
 * @param reason the reason phrase that the server sent, or the standard one
 * @param headers by names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record HttpAnswer(int status, String reason, Map<String, List<String>> headers, byte[] body) {
    /** Returns the first value of a header; its name is given in lower case. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }
}
