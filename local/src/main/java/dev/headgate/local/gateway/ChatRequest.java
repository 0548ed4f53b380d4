package dev.headgate.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;

/**
 * The part of a chat-completions request that the stand-in reads.
 *
 * @param model what the caller asked for; echoed
 * @param text the last message of the user
 * @param characters length of all messages together
 */
record ChatRequest(String model, String text, int characters) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

    /** Says what is wrong with a request, and where, as OpenAI's errors do. */
    static final class InvalidChatException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String param;

        InvalidChatException(String param, String message) {
            super(message);
            this.param = param;
        }

        String param() {
            return param;
        }
    }

    /**
     * Returns the request that a body holds.
     *
     * @throws InvalidChatException when a field is missing, of the wrong type, empty or too long
     */
    static ChatRequest parse(byte[] body, int maxCharacters) throws InvalidChatException {
        JsonNode root = tree(body);
        String model = root.path("model").asText("");
        if (model.isBlank()) {
            throw new InvalidChatException("model", "you must provide a model parameter");
        }
        if (root.path("stream").asBoolean()) {
            throw new InvalidChatException("stream", "stream must be false: this stand-in does not stream");
        }
        return messages(model, root.path("messages"), maxCharacters);
    }

    private static JsonNode tree(byte[] body) throws InvalidChatException {
        try {
            JsonNode root = JSON.readTree(body);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidChatException("body", "could not parse the JSON body: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidChatException("body", "could not read the body: " + e.getMessage());
        }
        throw new InvalidChatException("body", "the body must be a JSON object");
    }

    private static ChatRequest messages(String model, JsonNode messages, int maxCharacters)
            throws InvalidChatException {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new InvalidChatException("messages", "messages must be an array of at least 1 message");
        }
        String text = "";
        int characters = 0;
        for (int i = 0; i < messages.size(); i++) {
            String content = content(messages.get(i), "messages[" + i + "]");
            characters += content.length();
            text = messages.get(i).path("role").asText().equals("user") ? content : text;
        }
        return checked(new ChatRequest(model, text, characters), maxCharacters);
    }

    private static String content(JsonNode message, String path) throws InvalidChatException {
        String role = message.path("role").asText();
        if (!ROLES.contains(role)) {
            throw new InvalidChatException(path + ".role", path + ".role must be one of " + ROLES + ", got: " + role);
        }
        if (!message.path("content").isTextual()) {
            throw new InvalidChatException(path + ".content", path + ".content must be a string");
        }
        return message.path("content").asText();
    }

    private static ChatRequest checked(ChatRequest request, int maxCharacters) throws InvalidChatException {
        if (request.text.isBlank()) {
            throw new InvalidChatException("messages", "the user's message must not be empty");
        }
        if (request.characters > maxCharacters) {
            throw new InvalidChatException(
                    "messages",
                    "messages must have at most " + maxCharacters + " characters, got: " + request.characters);
        }
        return request;
    }
}
