package dev.headgate.local.lambda;

import static dev.headgate.local.lambda.TestFunctions.json;
import static dev.headgate.local.lambda.TestFunctions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaServiceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private LambdaService service(FunctionDefinition... functions) throws IOException {
        return new LambdaService(List.of(functions), options().build());
    }

    private LambdaOptions.Builder options() {
        return LambdaOptions.builder(directory).maxEnvironments(2).sharedArchive(false);
    }

    @Test
    void invoke_answersFromOneWarmEnvironment_whenEventsComeOneByOne() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Echo.class))) {
            for (String event : List.of("{\"a\":1}", "[]", "\"\u00e9\ud83d\ude00\"", "{}")) {
                InvocationResult result = lambda.invoke("EchoFunction", json(event));
                assertThat(text(result)).isEqualTo(event);
                assertThat(result.functionError()).isFalse();
            }
            FunctionCounts counts = lambda.counts().get("EchoFunction");
            assertThat(counts).extracting(FunctionCounts::invocations).isEqualTo(4L);
            assertThat(counts).extracting(FunctionCounts::coldStarts).isEqualTo(1L);
            assertThat(counts).extracting(FunctionCounts::errors).isEqualTo(0L);
        }
    }

    @Test
    void invoke_findsTheFunction_whenNamedByArnOrWithAQualifier() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Echo.class))) {
            for (String name : List.of(
                    "EchoFunction:live",
                    "arn:aws:lambda:us-east-1:000000000000:function:EchoFunction",
                    "arn:aws:lambda:us-east-1:000000000000:function:EchoFunction:live",
                    "000000000000:function:EchoFunction:$LATEST")) {
                assertThat(text(lambda.invoke(name, json("1")))).as(name).isEqualTo("1");
            }
            assertThatThrownBy(() -> lambda.invoke("OtherFunction", json("1")))
                    .isInstanceOf(FunctionNotFoundException.class)
                    .hasMessageContaining("OtherFunction");
        }
    }

    @Test
    void invoke_answersTheExceptionInLambdasForm_whenTheHandlerThrows() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Throws.class))) {
            InvocationResult result = lambda.invoke("ThrowsFunction", json("7"));
            JsonNode error = JSON.readTree(result.payload());
            assertThat(result.functionError()).isTrue();
            assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
            assertThat(error.path("errorMessage").asText()).isEqualTo("no \"luck\" with 7\n\u00e9\ud83d\ude00");
            assertThat(error.path("stackTrace").get(0).asText()).contains("TestHandlers$Throws.handleRequest(");
            assertThat(error.path("stackTrace"))
                    .as("without the runtime's own frames")
                    .hasSize(1);
            assertThat(result.logTail()).contains("about to fail", "Status: error\tError Type: java.lang.Illegal");
            assertThat(text(lambda.invoke("ThrowsFunction", json("8")))).contains("with 8");
            assertThat(lambda.counts().get("ThrowsFunction").coldStarts())
                    .as("still warm")
                    .isEqualTo(1);
        }
    }

    @Test
    void invoke_startsAnew_whenTheProcessEndedBefore() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Exits.class))) {
            String first = text(lambda.invoke("ExitsFunction", json("{}")));
            InvocationResult ended = lambda.invoke("ExitsFunction", json("3"));
            String second = text(lambda.invoke("ExitsFunction", json("{}")));
            assertThat(text(ended))
                    .contains("\"errorType\":\"Runtime.ExitError\"", "Runtime exited with error: exit status 3");
            assertThat(ended.functionError()).isTrue();
            assertThat(ended.logTail()).contains("leaving with 3");
            assertThat(second).isNotEqualTo(first);
            assertThat(lambda.counts().get("ExitsFunction").coldStarts()).isEqualTo(2);
        }
    }

    @Test
    void invoke_goesToAnotherEnvironment_whenAnIdleOneWasKilled() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Sleeps.class))) {
            long pid = Long.parseLong(text(lambda.invoke("SleepsFunction", json("0"))));
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            InvocationResult result = lambda.invoke("SleepsFunction", json("0"));
            assertThat(result.functionError()).isFalse();
            assertThat(text(result)).isNotEqualTo(Long.toString(pid));
        }
    }

    @Test
    void invoke_killsTheProcess_whenTheTimeIsOver() throws Exception {
        FunctionDefinition function =
                TestFunctions.of(TestHandlers.Sleeps.class, Duration.ofMillis(1_500), OptionalInt.empty());
        try (LambdaService lambda = service(function)) {
            long pid = Long.parseLong(text(lambda.invoke("SleepsFunction", json("0"))));
            InvocationResult result = lambda.invoke("SleepsFunction", json("60000"));
            assertThat(text(result)).contains("Sandbox.Timedout", "Task timed out after 1.50 seconds");
            assertThat(result.functionError()).isTrue();
            assertThat(result.logTail()).contains("Status: timeout");
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(lambda.invoke("SleepsFunction", json("0")).functionError())
                    .isFalse();
        }
    }

    @Test
    void invoke_answersTheInitError_whenTheHandlerCannotBeMade() throws Exception {
        try (LambdaService lambda = service(
                TestFunctions.of(TestHandlers.Unmakeable.class),
                TestFunctions.of(TestHandlers.ExitsInInit.class),
                TestFunctions.of(TestHandlers.Typed.class))) {
            assertThat(text(lambda.invoke("UnmakeableFunction", json("{}"))))
                    .contains("LIMITS_TABLE must be set", "java.lang.IllegalArgumentException");
            assertThat(text(lambda.invoke("UnmakeableFunction", json("{}")))).contains("LIMITS_TABLE must be set");
            assertThat(text(lambda.invoke("ExitsInInitFunction", json("{}"))))
                    .contains("Runtime.ExitError", "exit status 7");
            assertThat(text(lambda.invoke("TypedFunction", json("{}"))))
                    .contains(
                            "only a RequestStreamHandler can be run here, got: " + TestHandlers.Typed.class.getName());
        }
    }

    @Test
    void invoke_handsOverOnlyTheFunctionsVariables_andLambdasOwn() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Variables.class))) {
            List<String> variables =
                    text(lambda.invoke("VariablesFunction", json("{}"))).lines().toList();
            assertThat(variables)
                    .contains(
                            "TABLE=limits",
                            "AWS_LAMBDA_FUNCTION_NAME=VariablesFunction",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256",
                            "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
                            "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
                            "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/VariablesFunction",
                            "AWS_REGION=us-east-1",
                            "TZ=:UTC");
            Set<String> names = new TreeSet<>();
            variables.forEach(line -> names.add(line.substring(0, line.indexOf('='))));
            assertThat(names).doesNotContain("HOME", "PATH", "USER", "PWD");
        }
    }

    @Test
    void invoke_tellsTheHandlerItsContext() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Contexts.class))) {
            InvocationResult result = lambda.invoke("ContextsFunction", json("{}"));
            List<String> context = text(result).lines().toList();
            assertThat(context.get(0)).isEqualTo(result.requestId());
            assertThat(context.subList(1, 5))
                    .containsExactly(
                            "ContextsFunction",
                            "$LATEST",
                            "arn:aws:lambda:us-east-1:000000000000:function:ContextsFunction",
                            "256");
            assertThat(Integer.parseInt(context.get(5))).isBetween(15_000, 20_000);
            assertThat(context.get(6)).isEqualTo("/aws/lambda/ContextsFunction");
            assertThat(context.get(7)).startsWith("Root=1-").isEqualTo(context.get(8));
        }
    }

    @Test
    void invoke_runsAtMostSoManyEnvironments_andQueuesTheRest() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Sleeps.class))) {
            Set<String> processes = new TreeSet<>();
            for (InvocationResult result : together(6, () -> lambda.invoke("SleepsFunction", json("100")))) {
                processes.add(text(result));
            }
            assertThat(processes).hasSize(2);
            assertThat(lambda.counts().get("SleepsFunction").throttles()).isZero();
        }
    }

    @Test
    void invoke_throttles_whenTheQueueStandsTooLong() throws Exception {
        LambdaOptions options = options()
                .maxEnvironments(1)
                .queueTimeout(Duration.ofMillis(100))
                .build();
        try (LambdaService lambda = new LambdaService(List.of(TestFunctions.of(TestHandlers.Sleeps.class)), options)) {
            lambda.invoke("SleepsFunction", json("0"));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<InvocationResult> running = threads.submit(() -> lambda.invoke("SleepsFunction", json("1000")));
                Thread.sleep(200);
                assertThatThrownBy(() -> lambda.invoke("SleepsFunction", json("0")))
                        .isInstanceOfSatisfying(
                                ThrottledException.class,
                                throttled ->
                                        assertThat(throttled.reason()).isEqualTo(ThrottledException.Reason.CONCURRENT));
                assertThat(running.get().functionError()).isFalse();
            }
            assertThat(lambda.counts().get("SleepsFunction").throttles()).isEqualTo(1);
        }
    }

    @Test
    void invoke_throttlesAtOnce_whenTheReservedConcurrencyIsInUse() throws Exception {
        FunctionDefinition function =
                TestFunctions.of(TestHandlers.Sleeps.class, Duration.ofSeconds(20), OptionalInt.of(1));
        try (LambdaService lambda = service(function)) {
            List<Future<InvocationResult>> futures;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<InvocationResult> call = () -> lambda.invoke("SleepsFunction", json("300"));
                futures = threads.invokeAll(List.of(call, call, call));
            }
            assertThat(futures)
                    .filteredOn(future -> future.state() == Future.State.SUCCESS)
                    .hasSize(1);
            assertThat(futures)
                    .filteredOn(future -> future.state() == Future.State.FAILED)
                    .allSatisfy(future -> assertThat(future.exceptionNow())
                            .isInstanceOfSatisfying(
                                    ThrottledException.class,
                                    throttled -> assertThat(throttled.reason().wireName())
                                            .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded")));
        }
    }

    @Test
    void invoke_refusesTheAnswer_whenItIsLargerThanLambdaTakes() throws Exception {
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Large.class))) {
            assertThat(lambda.invoke("LargeFunction", json("6000000")).payload())
                    .hasSize(6_000_000);
            InvocationResult refused = lambda.invoke("LargeFunction", json("6300000"));
            assertThat(text(refused)).contains("Function.ResponseSizeTooLarge");
            assertThat(refused.functionError()).isTrue();
        }
    }

    @Test
    void log_hasTheLinesOfEachInvocationInOrder_inTheFileAndForListeners() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (LambdaService lambda = service(TestFunctions.of(TestHandlers.Logs.class))) {
            lambda.addLogListener((function, line) -> heard.add(function + "|" + line));
            for (int i = 0; i < 50; i++) {
                String id =
                        lambda.invoke("LogsFunction", json(Integer.toString(i))).requestId();
                assertThat(heard.subList(heard.size() - 6, heard.size() - 1))
                        .containsExactly(
                                "LogsFunction|START RequestId: " + id + " Version: $LATEST",
                                "LogsFunction|out " + i,
                                "LogsFunction|err " + i,
                                "LogsFunction|unfinished",
                                "LogsFunction|END RequestId: " + id);
                assertThat(heard.getLast()).startsWith("LogsFunction|REPORT RequestId: " + id + "\tDuration: ");
            }
        }
        List<String> file = Files.readAllLines(directory.resolve("logs").resolve("LogsFunction.log"));
        assertThat(file)
                .hasSize(300)
                .filteredOn(line -> line.contains("\u001e"))
                .isEmpty();
        assertThat(file.get(5)).contains("Init Duration: ", "Memory Size: 256 MB");
        assertThat(file.get(11)).doesNotContain("Init Duration: ");
    }

    @Test
    void invokeAsync_triesAgain_whenTheFunctionFails() throws Exception {
        LambdaOptions options = options()
                .asyncRetryDelays(List.of(Duration.ofMillis(20), Duration.ofMillis(40)))
                .build();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (LambdaService lambda = new LambdaService(List.of(TestFunctions.of(TestHandlers.Throws.class)), options)) {
            lambda.addLogListener((function, line) -> heard.add(line));
            String id = lambda.invokeAsync("ThrowsFunction", json("9"));
            await().untilAsserted(() -> assertThat(heard)
                    .contains("RequestId: " + id + " Error: asynchronous event dropped after 3 attempts"));
            assertThat(lambda.counts().get("ThrowsFunction").errors()).isEqualTo(3);
        }
    }

    @Test
    void close_leavesNoProcessAndNoFolder_evenWithAnEventUnderWay() throws Exception {
        Set<Long> others = childProcesses();
        Set<Long> pids = new TreeSet<>();
        LambdaService lambda = service(TestFunctions.of(TestHandlers.Sleeps.class));
        pids.add(Long.parseLong(text(lambda.invoke("SleepsFunction", json("0")))));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = threads.submit(() -> lambda.invoke("SleepsFunction", json("60000")));
            var _ = threads.submit(() -> lambda.invoke("SleepsFunction", json("60000")));
            Thread.sleep(500);
            pids.addAll(childProcesses());
            lambda.close();
        }
        pids.removeAll(others);
        assertThat(pids)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                        .isEmpty());
        assertThat(directory.resolve("lambda").resolve("environments")).isEmptyDirectory();
    }

    private static Set<Long> childProcesses() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static <T> List<T> together(int calls, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(Collections.nCopies(calls, call))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
