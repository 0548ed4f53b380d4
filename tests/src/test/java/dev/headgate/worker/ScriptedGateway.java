package dev.headgate.worker;

import dev.headgate.worker.Answer.Answered;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/** Answers as the test says, otherwise well; remembers who called when. */
final class ScriptedGateway implements Gateway {
    private final Time time;
    private final Map<String, Queue<Supplier<Answer>>> scripts = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    record Call(String text, Instant at) {}

    ScriptedGateway(Time time) {
        this.time = time;
    }

    /** The next calls for this text get these answers, those after them a good one. */
    ScriptedGateway answering(String text, Answer... answers) {
        Arrays.stream(answers).forEach(answer -> doing(text, () -> answer));
        return this;
    }

    synchronized ScriptedGateway doing(String text, Supplier<Answer> answer) {
        scripts.computeIfAbsent(text, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    @Override
    public Answer ask(String text) {
        return next(text).get();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> texts() {
        return calls().stream().map(Call::text).toList();
    }

    private synchronized Supplier<Answer> next(String text) {
        calls.add(new Call(text, time.now()));
        Supplier<Answer> scripted =
                scripts.getOrDefault(text, new ArrayDeque<>()).poll();
        return scripted != null ? scripted : () -> new Answered("answer to " + text, "model", 3);
    }
}
