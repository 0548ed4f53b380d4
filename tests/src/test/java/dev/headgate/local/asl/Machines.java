package dev.headgate.local.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs definitions in virtual time, against services that a test gives as a function. */
final class Machines implements ExecutionListener, ObjectStore {
    static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final JsonMapper MAPPER = new JsonMapper();

    final VirtualTime time = new VirtualTime(START);
    final TaskTokens tokens = new TaskTokens(new Random(1));
    final List<HistoryEvent> events = new CopyOnWriteArrayList<>();
    final List<HistoryEvent> childEvents = new CopyOnWriteArrayList<>();
    final List<Execution> children = new CopyOnWriteArrayList<>();
    final List<MapRun> mapRuns = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    final Interpreter interpreter;

    Machines(Integrations integrations) {
        interpreter = new Interpreter(new Services(time, integrations, tokens, this, new Random(42)));
    }

    static Machines idle() {
        return new Machines(call -> {
            throw new TaskFailedException("Unexpected", call.toString());
        });
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns a machine of states, the first of which is named {@code S}. */
    static StateMachine machine(String states) throws UnsupportedDefinitionException {
        return StateMachine.parse(
                json("{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"S\",\"States\":{" + states + "}}"));
    }

    Execution start(StateMachine machine, String input) {
        return interpreter.start(
                machine,
                new ExecutionRequest(
                        "arn:aws:states:us-east-1:000000000000:stateMachine:m",
                        "m",
                        "arn:aws:states:us-east-1:000000000000:execution:m:e",
                        "e",
                        "arn:aws:iam::000000000000:role/r",
                        json(input)),
                this);
    }

    Execution run(String states, String input) throws Exception {
        Execution execution = start(machine(states), input);
        execution.await();
        return execution;
    }

    /** Returns the output of a machine that succeeds. */
    JsonNode output(String states, String input) throws Exception {
        Execution execution = run(states, input);
        if (execution.status() != ExecutionStatus.SUCCEEDED) {
            throw new AssertionError(execution.status() + " " + execution.error() + ": " + execution.cause());
        }
        return execution.output();
    }

    Duration elapsed() {
        return Duration.between(START, time.now());
    }

    List<String> types() {
        return events.stream().map(event -> event.type().typeName()).toList();
    }

    HistoryEvent event(EventType type) {
        return events.stream().filter(e -> e.type() == type).findFirst().orElseThrow();
    }

    void put(String key, String content) {
        objects.put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode object(String key) {
        return json(new String(objects.get(key), StandardCharsets.UTF_8));
    }

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        (execution.mapRun() == null ? events : childEvents).add(event);
    }

    @Override
    public void onMapRunStart(MapRun run) {
        mapRuns.add(run);
    }

    @Override
    public ExecutionListener onChild(MapRun run, Execution child) {
        children.add(child);
        return this;
    }

    @Override
    public InputStream get(String bucket, String key) throws FileNotFoundException {
        byte[] content = objects.get(bucket + "/" + key);
        if (content == null) {
            throw new FileNotFoundException("The specified key does not exist: " + key);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public void put(String bucket, String key, byte[] content) {
        objects.put(bucket + "/" + key, content);
    }

    @Override
    public Iterator<Listed> list(String bucket, String prefix) {
        List<Listed> listed = new ArrayList<>();
        new TreeMap<>(objects).forEach((name, content) -> {
            if (name.startsWith(bucket + "/" + prefix)) {
                listed.add(new Listed(name.substring(bucket.length() + 1), content.length, START, "etag"));
            }
        });
        return listed.iterator();
    }
}
