package dev.headgate.local.demo;

import dev.headgate.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Lets the functions' first environments start before the run. On AWS the published versions lie ready as SnapStart
 * snapshots, and each environment has a processor of its own; here JVMs start from nothing and share two or four cores,
 * which would make the first calls late by seconds, on AWS's behalf wrongly. The asks change nothing: a peek takes no
 * permit, and a closed circuit spends no probe.
 */
final class WarmUp {
    /** After so many calls the code that a request runs through is compiled. */
    private static final int CALLS = 1;

    private WarmUp() {}

    /** Returns when each environment that the machine's cores can use has answered often enough. */
    static void run(Resources stack, int environments) throws InterruptedException {
        String limit = stack.parameter("LimitName");
        String circuit = stack.parameter("CircuitName");
        Map<String, String> asks = Map.of(
                "PermitGranterFunction", "{\"action\":\"PEEK\",\"limits\":[{\"limit\":\"" + limit + "\"}]}",
                "CircuitCheckerFunction", "{\"action\":\"CHECK\",\"circuit\":\"" + circuit + "\"}");
        List<Callable<InvocationResult>> calls = asks.entrySet().stream()
                .flatMap(ask -> Stream.generate(() -> call(stack, ask.getKey(), ask.getValue()))
                        .limit(environments))
                .toList();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            executor.invokeAll(calls);
        }
    }

    private static Callable<InvocationResult> call(Resources stack, String function, String ask) {
        byte[] payload = ask.getBytes(StandardCharsets.UTF_8);
        return () -> {
            for (int call = 1; call < CALLS; call++) {
                stack.cloud().lambda().invoke(function, payload);
            }
            return stack.cloud().lambda().invoke(function, payload);
        };
    }
}
