package dev.headgate.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionListener;
import dev.headgate.local.asl.ExecutionRequest;
import dev.headgate.local.asl.HistoryEvent;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.Integrations;
import dev.headgate.local.asl.Interpreter;
import dev.headgate.local.asl.MapRun;
import dev.headgate.local.asl.ObjectStore;
import dev.headgate.local.asl.Services;
import dev.headgate.local.asl.StateMachine;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.asl.TaskTokens;
import dev.headgate.local.asl.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Runs a definition as it is deployed, on a clock of its own, where each Task is answered as the test says. */
final class Workbench implements Integrations, ObjectStore, ExecutionListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Set<String> AROUND = Set.of("PeekLimit", "AnalyzeReviews");
    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:any";

    private final VirtualTime time = new VirtualTime(START);
    private final TaskTokens tokens = new TaskTokens(new Random(1));
    private final Map<String, Deque<Reply>> script = new HashMap<>();
    private final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
    private final List<IntegrationCall> calls = Collections.synchronizedList(new ArrayList<>());
    private String lines = "";
    private volatile int mapConcurrency;

    /** What a Task is answered. */
    @FunctionalInterface
    interface Reply {
        JsonNode to(IntegrationCall call) throws TaskFailedException;
    }

    /** A state that was entered, and when. */
    record Entry(String state, Duration at) {}

    static Reply json(String text) {
        return call -> parse(text);
    }

    /** What {@code lambda:invoke} answers when the function answers {@code text}. */
    static Reply payload(String text) {
        return json("{\"StatusCode\": 200, \"Payload\": " + text + "}");
    }

    static Reply failure(String error, String cause) {
        return call -> {
            throw new TaskFailedException(error, cause);
        };
    }

    /** Answers the state's task token with {@code text}. */
    Reply token(String text) {
        return call -> {
            tokens.succeed(call.taskToken(), parse(text));
            return parse("{\"MessageId\": \"any\"}");
        };
    }

    /** Has a state answered so, one after the other; the last answer stays. */
    void answer(String state, Reply... replies) {
        script.put(state, new ArrayDeque<>(Arrays.asList(replies)));
    }

    /** Runs a definition of {@code statemachines/} over JSON Lines to its end. */
    Execution run(String definition, String input, String... reviews) throws Exception {
        lines = String.join("\n", reviews);
        StateMachine machine = StateMachine.parse(parse(substituted(definition)));
        Services services = new Services(time, this, tokens, this, new Random(2));
        ExecutionRequest request = new ExecutionRequest(
                MACHINE,
                "any",
                MACHINE.replace("stateMachine", "execution") + ":run-7",
                "run-7",
                "arn:aws:iam::000000000000:role/any",
                parse(input));
        Execution execution = new Interpreter(services).start(machine, request, this);
        execution.await();
        return execution;
    }

    /** Returns the names of the states that were entered, in order, without the Map and what is before it. */
    List<String> states() {
        return entries.stream().map(Entry::state).toList();
    }

    /** Returns when a state was entered first, from the start of the execution. */
    Duration entered(String state) {
        return entries.stream()
                .filter(entry -> entry.state().equals(state))
                .findFirst()
                .orElseThrow()
                .at();
    }

    /** Returns what a state's Task was called with, each time. */
    List<JsonNode> arguments(String state) {
        return calls.stream()
                .filter(call -> call.stateName().equals(state))
                .map(IntegrationCall::arguments)
                .toList();
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException {
        Reply reply;
        synchronized (script) {
            calls.add(call);
            Deque<Reply> replies = script.get(call.stateName());
            if (replies == null) {
                throw new TaskFailedException("NotScripted", call.stateName());
            }
            reply = replies.size() > 1 ? replies.poll() : replies.peek();
        }
        return reply.to(call);
    }

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        if (event.type().name().endsWith("STATE_ENTERED")) {
            String state = String.valueOf(event.details().get("name"));
            if (!AROUND.contains(state)) {
                entries.add(new Entry(state, Duration.between(START, event.timestamp())));
            }
        }
    }

    @Override
    public void onMapRunStart(MapRun run) {
        mapConcurrency = run.maxConcurrency();
    }

    /** Returns how many children the distributed Map may run at once. */
    int mapConcurrency() {
        return mapConcurrency;
    }

    @Override
    public InputStream get(String bucket, String key) {
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void put(String bucket, String key, byte[] content) {}

    @Override
    public Iterator<Listed> list(String bucket, String prefix) {
        return Collections.emptyIterator();
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each name stands for itself; the prompt has an apostrophe, since a definition must bear one. */
    private static String substituted(String definition) throws IOException {
        Path home = Path.of(System.getProperty("headgate.home", "."));
        return Files.readString(home.resolve("statemachines").resolve(definition + ".asl.json"))
                .replace("${GatewayTimeoutSeconds}", "30")
                .replace("${PromptTemplate}", "What's the mood of: {text}?")
                .replaceAll("\\$\\{(\\w+)}", "$1");
    }
}
