package dev.headgate.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** Builds the good answer: a chat completion in OpenAI's form with the sentiment as its message. */
final class Completion {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** About four characters make a token of English text, says OpenAI's help page on tokens. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private Completion() {}

    static Reply of(ChatRequest request, Sentiment sentiment, long number, Instant now) {
        String content = sentiment.json();
        ObjectNode body = JSON.createObjectNode();
        body.put("id", "chatcmpl-standin-" + number);
        body.put("object", "chat.completion");
        body.put("created", now.getEpochSecond());
        body.put("model", request.model());
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", content);
        choice.putNull("logprobs").put("finish_reason", "stop");
        usage(body.putObject("usage"), tokens(request.characters()), tokens(content.length()));
        body.put("system_fingerprint", "headgate-stand-in");
        body.put("notice", Reply.BANNER);
        return new Reply(Call.OK, Map.of(), body);
    }

    private static void usage(ObjectNode usage, int prompt, int answer) {
        usage.put("prompt_tokens", prompt).put("completion_tokens", answer).put("total_tokens", prompt + answer);
    }

    private static int tokens(int characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
