package dev.headgate.local.asl;

import static dev.headgate.local.asl.Machines.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Parallel, and Map in inline mode. */
final class ParallelAndMapTest {
    private final Machines machines = Machines.idle();

    @RepeatedTest(5)
    void parallel_givesOutputsInOrder_inTheTimeOfTheLongest() throws Exception {
        JsonNode output = machines.output("""
            "S":{"Type":"Parallel","Arguments":{"v":"{% $states.input.x %}"},"End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":20,"End":true}}},
              {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":10,"Output":2,"End":true}}}]}
            """, "{\"x\":1}");
        assertThat(output).isEqualTo(json("[{\"v\":1},2]"));
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @RepeatedTest(5)
    void parallel_stopsItsOtherBranches_whenOneFails() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":200,"End":true}}},
              {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":10,"Next":"F"},"F":{"Type":"Fail","Error":"E"}}}],
              "Catch":[{"ErrorEquals":["E"],"Next":"D"}]},"D":{"Type":"Succeed"}
            """, "{}");
        assertThat(execution.output()).isEqualTo(json("{\"Error\":\"E\"}"));
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(machines.types()).contains("WaitStateAborted", "ParallelStateFailed");
    }

    @RepeatedTest(5)
    void parallel_isTriedAgain() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}],
              "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2,"IntervalSeconds":5,"BackoffRate":1}]}
            """, "{}");
        assertThat(execution.error()).isEqualTo("E");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(execution.billedTransitions()).as("S, F, 2 x (retry, F)").isEqualTo(6);
    }

    @Test
    void innerScopes_readOuterVariables_andKeepTheirOwn() throws Exception {
        assertThat(machines.output("""
            "S":{"Type":"Pass","Assign":{"a":1},"Next":"P"},
            "P":{"Type":"Parallel","End":true,"Output":[ "{% $states.result %}", "{% $exists($b) %}" ],"Branches":[
              {"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"b":"{% $a + 1 %}"},"Next":"C"},
               "C":{"Type":"Pass","Output":"{% $a + $b %}","End":true}}}]}
            """, "{}")).isEqualTo(json("[[3],false]"));
    }

    @RepeatedTest(5)
    void map_runsAsManyAtOnceAsItMay_andKeepsTheOrder() throws Exception {
        JsonNode output = machines.output("""
            "S":{"Type":"Map","Items":"{% $states.input.list %}","MaxConcurrency":"{% 2 %}","End":true,
              "ItemSelector":{"i":"{% $states.context.Map.Item.Index %}","v":"{% $states.context.Map.Item.Value %}","k":"{% $states.input.k %}"},
              "ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"W","States":{
                "W":{"Type":"Wait","Seconds":"{% $states.input.v %}","Next":"P"},
                "P":{"Type":"Pass","Output":"{% $states.input.k & $states.context.Map.Item.Index %}","End":true}}}}
            """, "{\"list\":[10,20,30],\"k\":\"n\"}");
        assertThat(output).isEqualTo(json("[\"n0\",\"n1\",\"n2\"]"));
        assertThat(machines.elapsed()).as("0 then 2, beside 1").isEqualTo(Duration.ofSeconds(40));
        assertThat(machines.types()).contains("MapStateStarted", "MapIterationStarted", "MapIterationSucceeded");
    }

    @RepeatedTest(5)
    void map_runsFortyAtOnce_byDefault() throws Exception {
        machines.output("""
            "S":{"Type":"Map","Items":"{% [1..100] %}","End":true,"ItemProcessor":{"StartAt":"W","States":{
                "W":{"Type":"Wait","Seconds":10,"End":true}}}}
            """, "{}");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @RepeatedTest(50)
    void map_fails_whenAnIterationFails() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Map","Items":[1,2,3],"End":true,"ItemProcessor":{"StartAt":"C","States":{
                "C":{"Type":"Choice","Choices":[{"Condition":"{% $states.input = 2 %}","Next":"F"}],"Default":"W"},
                "W":{"Type":"Wait","Seconds":100,"End":true},"F":{"Type":"Fail","Error":"Two"}}}}
            """, "{}");
        assertThat(execution.error()).isEqualTo("Two");
        assertThat(machines.elapsed())
                .as("also an iteration that was still to be started is called off")
                .isEqualTo(Duration.ZERO);
        assertThat(machines.types()).contains("MapIterationFailed", "MapStateFailed");
    }

    @RepeatedTest(5)
    void map_abortsTheIterationsUnderWay_whenOneFails() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Map","Items":[1,2,3],"End":true,"ItemProcessor":{"StartAt":"W","States":{
                "W":{"Type":"Wait","Seconds":"{% $states.input = 2 ? 1 : 100 %}","Next":"C"},
                "C":{"Type":"Choice","Choices":[{"Condition":"{% $states.input = 2 %}","Next":"F"}],"Default":"D"},
                "D":{"Type":"Succeed"},"F":{"Type":"Fail","Error":"Two"}}}}
            """, "{}");
        assertThat(execution.error()).isEqualTo("Two");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(machines.types()).contains("MapIterationFailed", "MapIterationAborted", "MapStateFailed");
    }

    @Test
    void map_givesAnEmptyArray_whenThereAreNoItems() throws Exception {
        assertThat(machines.output("""
            "S":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"W","States":{"W":{"Type":"Succeed"}}}}
            """, "[]")).isEqualTo(json("[]"));
    }

    @Test
    void map_failsCatchably_whenItemsAreNoArray() throws Exception {
        assertThat(machines.output("""
            "S":{"Type":"Map","Items":"{% 'x' %}","End":true,"ItemProcessor":{"StartAt":"W","States":{"W":{"Type":"Succeed"}}},
              "Catch":[{"ErrorEquals":["States.QueryEvaluationError"],"Next":"D"}]},"D":{"Type":"Succeed"}
            """, "[]").get("Error")).isEqualTo(json("\"States.QueryEvaluationError\""));
    }
}
