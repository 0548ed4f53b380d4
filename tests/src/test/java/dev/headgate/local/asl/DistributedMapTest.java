package dev.headgate.local.asl;

import static dev.headgate.local.asl.Machines.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Map in distributed mode. */
final class DistributedMapTest {
    private static final String READ = "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\","
            + "\"ReaderConfig\":{%s},\"Arguments\":{\"Bucket\":\"b\",\"Key\":\"k\"}}";
    private static final String SAME = "\"P\":{\"Type\":\"Pass\",\"End\":true}";

    private final Machines machines = Machines.idle();

    private static String map(String fields, String startAt, String states) {
        return "\"S\":{\"Type\":\"Map\",\"Label\":\"L\"," + fields
                + ",\"End\":true,\"ItemProcessor\":{\"ProcessorConfig\":"
                + "{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"},\"StartAt\":\"" + startAt
                + "\",\"States\":{" + states + "}}}";
    }

    @Test
    void items_areExecutionsOfTheirOwn() throws Exception {
        Execution execution = machines.run(
                map(
                        "\"Items\":[1,2]",
                        "P",
                        "\"P\":{\"Type\":\"Pass\",\"Output\":\"{% $states.context %}\",\"End\":true}"),
                "{}");
        JsonNode context = execution.output().get(0);
        assertThat(context.at("/Execution/Id").textValue())
                .startsWith("arn:aws:states:us-east-1:000000000000:execution:m/L:");
        assertThat(context.at("/Execution/Input")).isEqualTo(json("1"));
        assertThat(context.at("/StateMachine/Id").textValue()).endsWith(":stateMachine:m/L");
        assertThat(machines.children).hasSize(2);
        assertThat(machines.childEvents).hasSize(2 * 4);
        assertThat(machines.types())
                .containsExactly(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapRunStarted",
                        "MapRunSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded");
        assertThat(execution.billedTransitions())
                .as("the Map, 2 children started, 2 states")
                .isEqualTo(5);
    }

    @Test
    void children_seeNoOuterVariables() throws Exception {
        assertThat(machines.output(
                        "\"V\":{\"Type\":\"Pass\",\"End\":true},"
                                + map(
                                                "\"Items\":[1],\"ItemSelector\":{\"o\":\"{% $outer %}\"}",
                                                "P",
                                                "\"P\":{\"Type\":\"Pass\",\"Output\":[\"{% $exists($outer) %}\",\"{%"
                                                        + " $states.input.o %}\"],\"End\":true}")
                                        .replace("\"S\":{", "\"M\":{")
                                        .replace("\"End\":true,\"ItemProcessor\"", "\"Next\":\"V\",\"ItemProcessor\"")
                                + ",\"S\":{\"Type\":\"Pass\",\"Assign\":{\"outer\":1},\"Next\":\"M\"}",
                        "{}"))
                .isEqualTo(json("[[false,1]]"));
    }

    @Test
    void jsonLines_areReadOneByOne() throws Exception {
        machines.put("b/k", "{\"id\":1}\n\n{\"id\":\"é\"}\n{\"id\":3}");
        assertThat(machines.output(map(READ.formatted("\"InputType\":\"JSONL\",\"MaxItems\":2"), "P", SAME), "{}"))
                .isEqualTo(json("[{\"id\":1},{\"id\":\"é\"}]"));
    }

    @Test
    void jsonArrays_areRead() throws Exception {
        machines.put("b/k", "[1,{\"a\":[2]},null]");
        assertThat(machines.output(map(READ.formatted("\"InputType\":\"JSON\""), "P", SAME), "{}"))
                .isEqualTo(json("[1,{\"a\":[2]},null]"));
    }

    @Test
    void csv_isRead_withItsFirstRowAsHeader() throws Exception {
        machines.put("b/k", "id,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n2\r\n3,x,extra\r\n");
        assertThat(machines.output(
                        map(READ.formatted("\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"FIRST_ROW\""), "P", SAME),
                        "{}"))
                .isEqualTo(json("[{\"id\":\"1\",\"text\":\"a, \\\"b\\\"\\n"
                        + "c\"},{\"id\":\"2\",\"text\":\"\"},{\"id\":\"3\",\"text\":\"x\"}]"));
    }

    @Test
    void csv_isRead_withAGivenHeader() throws Exception {
        machines.put("b/k", "1;2\n3;4");
        assertThat(machines.output(
                        map(
                                READ.formatted("\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"GIVEN\","
                                        + "\"CSVHeaders\":[\"a\",\"b\"],\"CSVDelimiter\":\"SEMICOLON\""),
                                "P",
                                SAME),
                        "{}"))
                .isEqualTo(json("[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]"));
    }

    @Test
    void listing_givesTheObjects() throws Exception {
        machines.put("b/in/1", "x");
        machines.put("b/in/2", "xy");
        JsonNode output = machines.output(
                map(
                        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:listObjectsV2\",\"Arguments\":{\"Bucket\":\"b\",\"Prefix\":\"in/\"}},\"ItemSelector\":\"{%"
                            + " $states.context.Map.Item.Value.Key %}\"",
                        "P", SAME),
                "{}");
        assertThat(output).isEqualTo(json("[\"in/1\",\"in/2\"]"));
    }

    @Test
    void reader_failsByName_whenTheObjectIsNotThereOrBroken() throws Exception {
        String states = map(READ.formatted("\"InputType\":\"JSONL\""), "P", SAME);
        assertThat(machines.run(states, "{}").error()).isEqualTo("States.ItemReaderFailed");
        machines.put("b/k", "{\"id\":1}\nnot json\n");
        Execution execution = machines.run(states, "{}");
        assertThat(execution.error()).isEqualTo("States.ItemReaderFailed");
        assertThat(execution.cause()).contains("Line 2");
        assertThat(machines.types()).contains("MapRunFailed");
    }

    @Test
    void batches_holdUpToTheirNumber_withTheirInput() throws Exception {
        JsonNode output = machines.output(
                map(
                        "\"Items\":[1,2,3],\"ItemBatcher\":{\"MaxItemsPerBatch\":\"{% 2"
                                + " %}\",\"BatchInput\":{\"job\":\"{% $states.input.j %}\"}}",
                        "P", SAME),
                "{\"j\":\"x\"}");
        assertThat(output)
                .isEqualTo(
                        json(
                                "[{\"BatchInput\":{\"job\":\"x\"},\"Items\":[1,2]},{\"BatchInput\":{\"job\":\"x\"},\"Items\":[3]}]"));
        assertThat(machines.mapRuns.getFirst().itemCounts().succeeded()).isEqualTo(3);
        assertThat(machines.mapRuns.getFirst().executionCounts().succeeded()).isEqualTo(2);
    }

    @Test
    void batches_holdUpToTheirBytes() throws Exception {
        JsonNode output = machines.output(
                map(
                        "\"Items\":[\"aaaaaaaaaa\",\"bbbbbbbbbb\",\"c\"],\"ItemBatcher\":{\"MaxInputBytesPerBatch\":40}",
                        "P",
                        SAME),
                "{}");
        output.forEach(batch -> assertThat(batch.toString().length()).isLessThanOrEqualTo(40));
        assertThat(output).hasSize(2);
    }

    @RepeatedTest(5)
    void concurrency_isKept() throws Exception {
        machines.output(
                map(
                        "\"Items\":\"{% [1..10] %}\",\"MaxConcurrency\":\"{% 3 %}\"",
                        "W", "\"W\":{\"Type\":\"Wait\",\"Seconds\":10,\"End\":true}"),
                "{}");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(40));
    }

    @RepeatedTest(5)
    void concurrency_canBeChanged_whileTheMapRuns() throws Exception {
        StateMachine machine = Machines.machine(map(
                "\"Items\":\"{% [1..12] %}\",\"MaxConcurrency\":1",
                "W", "\"W\":{\"Type\":\"Wait\",\"Seconds\":10,\"End\":true}"));
        Thread main = machines.time.start("main", () -> {
            Execution execution = machines.start(machine, "{}");
            try {
                machines.time.sleepUntil(Machines.START.plusSeconds(15));
                assertThat(machines.mapRuns.getFirst().itemCounts())
                        .isEqualTo(new MapRun.Counts(10, 1, 1, 0, 0, 0, 12, 0));
                machines.mapRuns.getFirst().update(5, null, null);
                execution.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        main.join();
        assertThat(machines.mapRuns.getFirst().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(machines.elapsed())
                .as("1 to 10 s, 1 to 20 s; 4 from 15 s to 25 s, 1 from 20 s, …")
                .isEqualTo(Duration.ofSeconds(40));
    }

    private static final String EVEN_FAIL =
            "\"C\":{\"Type\":\"Choice\",\"Choices\":[{\"Condition\":\"{% $states.input %% 2 = 0 %}\",\"Next\":\"F\"}],\"Default\":\"P\"},"
                            .replace("%%", "%")
                    + SAME + ",\"F\":{\"Type\":\"Fail\",\"Error\":\"Even\",\"Cause\":\"it is\"}";

    @RepeatedTest(5)
    void failure_isNotTolerated_byDefault() throws Exception {
        Execution execution = machines.run(map("\"Items\":[1,2,3]", "C", EVEN_FAIL), "{}");
        assertThat(execution.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
        assertThat(machines.mapRuns.getFirst().status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @RepeatedTest(5)
    void failures_areTolerated_upToCountAndPercentage() throws Exception {
        for (Map.Entry<String, Boolean> bound : Map.of(
                        "\"ToleratedFailureCount\":2", true,
                        "\"ToleratedFailureCount\":1", false,
                        "\"ToleratedFailurePercentage\":\"{% 40 %}\"", true,
                        "\"ToleratedFailurePercentage\":39", false,
                        "\"ToleratedFailurePercentage\":100", true)
                .entrySet()) {
            Execution execution = machines.run(map("\"Items\":[1,2,3,4,5]," + bound.getKey(), "C", EVEN_FAIL), "{}");
            assertThat(execution.status() == ExecutionStatus.SUCCEEDED)
                    .as(bound.getKey())
                    .isEqualTo(bound.getValue());
        }
    }

    @Test
    void percentage_isOfAllItems_whenTheyAreRead() throws Exception {
        machines.put(
                "b/k", IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).collect(Collectors.joining("\n")));
        Execution execution = machines.run(
                map(
                        READ.formatted("\"InputType\":\"JSONL\"")
                                + ",\"ToleratedFailurePercentage\":50,\"MaxConcurrency\":1",
                        "C",
                        EVEN_FAIL),
                "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output().get(1).get("Error")).isEqualTo(json("\"Even\""));
        assertThat(machines.mapRuns.getFirst().itemCounts()).isEqualTo(new MapRun.Counts(0, 0, 50, 50, 0, 0, 100, 0));
    }

    @Test
    void results_areWritten() throws Exception {
        JsonNode output = machines.output(
                map(
                        "\"Items\":[1,2,3],\"ToleratedFailureCount\":1,\"ResultWriter\":{\"Resource\":\"arn:aws:states:::s3:putObject\","
                            + "\"Arguments\":{\"Bucket\":\"b\",\"Prefix\":\"output\"}}",
                        "C",
                        EVEN_FAIL),
                "{}");
        assertThat(output.get("MapRunArn").textValue())
                .startsWith("arn:aws:states:us-east-1:000000000000:mapRun:m/L:")
                .isEqualTo(machines.mapRuns.getFirst().arn());
        JsonNode manifest =
                machines.object("b/" + output.at("/ResultWriterDetails/Key").textValue());
        assertThat(manifest.get("MapRunArn")).isEqualTo(output.get("MapRunArn"));
        JsonNode succeeded = machines.object(
                "b/" + manifest.at("/ResultFiles/SUCCEEDED/0/Key").textValue());
        assertThat(succeeded).hasSize(2);
        assertThat(succeeded.findValuesAsText("Output")).containsExactlyInAnyOrder("1", "3");
        JsonNode failed =
                machines.object("b/" + manifest.at("/ResultFiles/FAILED/0/Key").textValue());
        assertThat(failed.get(0).get("Error")).isEqualTo(json("\"Even\""));
        assertThat(failed.get(0).get("Status")).isEqualTo(json("\"FAILED\""));
        assertThat(manifest.at("/ResultFiles/PENDING")).isEmpty();
        assertThat(machines.mapRuns.getFirst().itemCounts().resultsWritten()).isEqualTo(3);
    }

    @Test
    void results_tellWhatWasNotStarted_whenTheMapRunFails() throws Exception {
        Execution execution = machines.run(
                map(
                        "\"Items\":[1,2,3,4,5],\"MaxConcurrency\":1,\"ResultWriter\":{\"Resource\":\"arn:aws:states:::s3:putObject\","
                            + "\"Arguments\":{\"Bucket\":\"b\"}}",
                        "C",
                        EVEN_FAIL),
                "{}");
        assertThat(execution.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
        String pending = machines.objects.keySet().stream()
                .filter(k -> k.endsWith("PENDING_0.json"))
                .findFirst()
                .orElseThrow();
        assertThat(machines.object(pending).findValuesAsText("Input")).containsExactly("3", "4", "5");
    }

    @Test
    void results_areFlattened() throws Exception {
        assertThat(machines.output(
                        map(
                                "\"Items\":[[1,2],[3]],\"ResultWriter\":{\"WriterConfig\":{\"Transformation\":\"FLATTEN\",\"OutputType\":\"JSON\"}}",
                                "P",
                                SAME),
                        "{}"))
                .isEqualTo(json("[1,2,3]"));
    }

    @RepeatedTest(5)
    void abort_stopsTheChildren() throws Exception {
        StateMachine machine = Machines.machine(map(
                "\"Items\":[1,2,3],\"MaxConcurrency\":2",
                "W",
                "\"W\":{\"Type\":\"Wait\",\"Seconds\":1000,\"End\":true}"));
        machines.time
                .start("main", () -> {
                    Execution execution = machines.start(machine, "{}");
                    try {
                        machines.time.sleepUntil(Machines.START.plusSeconds(5));
                        execution.abort(null, null);
                        execution.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .join();
        assertThat(machines.children).hasSize(2).allMatch(child -> child.status() == ExecutionStatus.ABORTED);
        assertThat(machines.types()).endsWith("MapRunAborted", "MapStateAborted", "ExecutionAborted");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }
}
