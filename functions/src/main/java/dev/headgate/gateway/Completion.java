package dev.headgate.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.worker.Answer.Answered;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bodies of chat completions: what is sent, and what is read from what comes back. */
final class Completion {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private Completion() {}

    static String request(String model, String prompt) {
        var body = MAPPER.createObjectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body.toString();
    }

    /** Returns the first choice's text, or nothing if the body holds none. */
    static Optional<Answered> answer(String body, String askedModel) {
        JsonNode tree = tree(body);
        JsonNode content = tree.path("choices").path(0).path("message").path("content");
        if (!content.isTextual()) {
            return Optional.empty();
        }
        long tokens = Math.max(0, tree.path("usage").path("total_tokens").asLong(0));
        return Optional.of(new Answered(content.textValue(), tree.path("model").asText(askedModel), tokens));
    }

    /** Returns the error's code or type if it is a plain word; the message is left, for it may quote the prompt. */
    static Optional<String> errorCode(String body) {
        JsonNode error = tree(body).path("error");
        return Optional.of(error.path("code").asText(""))
                .filter(Completion::isWord)
                .or(() -> Optional.of(error.path("type").asText("")).filter(Completion::isWord));
    }

    private static boolean isWord(String value) {
        return WORD.matcher(value).matches();
    }

    private static JsonNode tree(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
