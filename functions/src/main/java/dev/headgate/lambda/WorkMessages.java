package dev.headgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.worker.DeadLetter;
import dev.headgate.worker.Delivery;
import dev.headgate.worker.Done;
import dev.headgate.worker.Item;
import dev.headgate.worker.WorkMessage;
import dev.headgate.worker.WorkMessage.Malformed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The worker's messages as JSON.
 *
 * <pre>{"job": "…", "items": [{"id": "…", "text": "…", "attempts": 0}], "taskToken": "…",
 *  "done": {"succeeded": 0, "deadLettered": 0}}</pre>
 *
 * <ul>
 *   <li>{@code job}: 1 to 256 characters; {@code items}: 1 to 100, each with an {@code id} of 1 to 256 characters and a
 *       {@code text} that is not empty.
 *   <li>{@code taskToken}, optional: answered with {@code {"succeeded", "deadLettered"}} when the last item is done.
 *   <li>{@code done} and an item's {@code attempts} and {@code throttled}, optional: written by the worker itself into what it puts back.
 * </ul>
 *
 * What is unknown, missing or of another type is refused: in an item, that item; around the items, the message.
 */
final class WorkMessages {
    private static final Set<String> FIELDS = Set.of("job", "items", "taskToken", "done");
    private static final Set<String> ITEM_FIELDS = Set.of("id", "text", "attempts", "throttled");
    private static final Set<String> DONE_FIELDS = Set.of("succeeded", "deadLettered");
    private static final int MOST_ITEMS = 100;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TOKEN = 2048;

    private WorkMessages() {}

    /** Returns the message, or why it is none. Never throws: the siblings must not suffer. */
    static Delivery parse(String messageId, String body) {
        Optional<String> token = Optional.empty();
        try {
            JsonNode tree = StrictJson.read(body, JsonNode.class);
            token = Optional.ofNullable(tree.path("taskToken").textValue());
            return new Delivery.Parsed(messageId, message(tree));
        } catch (InvalidRequestException e) {
            return new Delivery.Unreadable(messageId, body, String.valueOf(e.getMessage()), token);
        }
    }

    static String json(WorkMessage message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("job", message.job());
        message.items()
                .forEach(item -> json.withArray("items")
                        .add(json(item).put("attempts", item.attempts()).put("throttled", item.throttled())));
        message.taskToken().ifPresent(token -> json.put("taskToken", token));
        json.set("done", json(message.done()));
        return json.toString();
    }

    static ObjectNode json(Done done) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("succeeded", done.succeeded())
                .put("deadLettered", done.deadLettered());
    }

    static String json(DeadLetter letter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("job", letter.job());
        json.set(
                "item",
                switch (letter.subject()) {
                    case DeadLetter.Subject.Known known -> json(known.item());
                    case DeadLetter.Subject.Raw raw -> raw(raw.text());
                });
        return json.put("error", letter.error())
                .put("cause", letter.cause())
                .put("source", "ai-worker")
                .toString();
    }

    private static ObjectNode json(Item item) {
        return JsonNodeFactory.instance.objectNode().put("id", item.id()).put("text", item.text());
    }

    /** What came, as it came: an object as itself, anything else as a text under {@code body}. */
    private static JsonNode raw(String text) {
        try {
            JsonNode tree = StrictJson.read(text, JsonNode.class);
            if (tree.isObject()) {
                return tree;
            }
        } catch (InvalidRequestException notJson) {
            // Kept as text below.
        }
        return JsonNodeFactory.instance.objectNode().put("body", text);
    }

    private static WorkMessage message(JsonNode tree) {
        requireOnly("the message", tree, FIELDS);
        String job = Bounds.text("job", text("job", tree.get("job")), LONGEST_NAME);
        JsonNode token = tree.get("taskToken");
        JsonNode items = Bounds.present("items", tree.get("items"));
        if (!items.isArray()) {
            throw new InvalidRequestException("items must be an array, got: " + kind(items));
        }
        Bounds.between("items.length", items.size(), 1, MOST_ITEMS);
        List<Item> good = new ArrayList<>();
        List<Malformed> malformed = new ArrayList<>();
        items.forEach(item -> sort(item, good, malformed));
        return new WorkMessage(job, good, malformed, token(token), done(tree.get("done")));
    }

    private static void sort(JsonNode json, List<Item> good, List<Malformed> malformed) {
        try {
            good.add(item(json));
        } catch (InvalidRequestException e) {
            malformed.add(new Malformed(json.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static Item item(JsonNode json) {
        requireOnly("an item", json, ITEM_FIELDS);
        return new Item(
                Bounds.text("id", text("id", json.get("id")), LONGEST_NAME),
                Bounds.text("text", text("text", json.get("text")), Integer.MAX_VALUE),
                count("attempts", json.get("attempts")),
                count("throttled", json.get("throttled")));
    }

    private static Optional<String> token(@Nullable JsonNode json) {
        return json == null
                ? Optional.empty()
                : Optional.of(Bounds.text("taskToken", text("taskToken", json), LONGEST_TOKEN));
    }

    private static Done done(@Nullable JsonNode json) {
        if (json == null) {
            return Done.NOTHING;
        }
        requireOnly("done", json, DONE_FIELDS);
        return new Done(
                count("done.succeeded", json.get("succeeded")), count("done.deadLettered", json.get("deadLettered")));
    }

    private static @Nullable String text(String field, @Nullable JsonNode json) {
        if (json != null && !json.isTextual()) {
            throw new InvalidRequestException(field + " must be a string, got: " + kind(json));
        }
        return json == null ? null : json.textValue();
    }

    private static int count(String field, @Nullable JsonNode json) {
        if (json == null) {
            return 0;
        }
        if (!json.isIntegralNumber() || !json.canConvertToInt()) {
            throw new InvalidRequestException(field + " must be a whole number, got: " + kind(json));
        }
        return Bounds.between(field, json.intValue(), 0, Integer.MAX_VALUE);
    }

    private static void requireOnly(String what, JsonNode json, Set<String> fields) {
        if (!json.isObject()) {
            throw new InvalidRequestException(what + " must be a JSON object, got: " + kind(json));
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (!fields.contains(names.next())) {
                throw new InvalidRequestException(what + " must have no fields but "
                        + fields.stream().sorted().toList() + ", got: another one");
            }
        }
    }

    private static String kind(JsonNode json) {
        return json.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
