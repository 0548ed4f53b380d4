package dev.headgate.local.asl;

import static dev.headgate.local.asl.Machines.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pass, Choice, Wait, Succeed and Fail; variables and the context. */
final class StatesTest {
    private final Machines machines = Machines.idle();

    @Test
    void pass_handsItsInputOn_whenThereIsNoOutput() throws Exception {
        assertThat(machines.output("\"S\":{\"Type\":\"Pass\",\"End\":true}", "{\"a\":[null,1]}"))
                .isEqualTo(json("{\"a\":[null,1]}"));
        assertThat(machines.types())
                .containsExactly("ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    }

    @Test
    void output_keepsNullsAndLiterals_whenSomeFieldsAreExpressions() throws Exception {
        assertThat(machines.output("""
            "S":{"Type":"Pass","End":true,"Output":{"n":null,"x":"{% $states.input.x %}","l":[1,"{% 1+1 %}"]}}
            """, "{\"x\":null}")).isEqualTo(json("{\"n\":null,\"x\":null,\"l\":[1,2]}"));
    }

    @Test
    void assign_readsEntryValues_whenSeveralVariablesAreSet() throws Exception {
        assertThat(machines.output("""
            "S":{"Type":"Pass","Assign":{"a":1,"b":2},"Next":"T"},
            "T":{"Type":"Pass","Assign":{"a":"{% $b %}","b":"{% $a %}"},"Output":"{% $a %}","Next":"U"},
            "U":{"Type":"Pass","Output":{"a":"{% $a %}","b":"{% $b %}","in":"{% $states.input %}"},"End":true}
            """, "{}")).isEqualTo(json("{\"a\":2,\"b\":1,\"in\":1}"));
    }

    @Test
    void context_tellsWhereAndWhen() throws Exception {
        assertThat(machines.output(
                        "\"S\":{\"Type\":\"Pass\",\"Output\":\"{% $states.context %}\",\"End\":true}", "{\"i\":1}"))
                .isEqualTo(json("""
                    {"Execution":{"Id":"arn:aws:states:us-east-1:000000000000:execution:m:e","Input":{"i":1},"Name":"e",
                     "RoleArn":"arn:aws:iam::000000000000:role/r","StartTime":"2026-11-22T19:00:00.000Z","RedriveCount":0},
                     "State":{"EnteredTime":"2026-11-22T19:00:00.000Z","Name":"S","RetryCount":0},
                     "StateMachine":{"Id":"arn:aws:states:us-east-1:000000000000:stateMachine:m","Name":"m"}}
                    """));
    }

    @Test
    void undefined_failsWithAwsWords() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Pass","End":true,"Output":{"a":{"b":["{% $states.input.x %}"]}}}
            """, "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause())
                .isEqualTo("An error occurred while executing the state 'S' (entered at the event id #2). The JSONata"
                        + " expression '$states.input.x' specified for the field 'Output/a/b[0]' returned nothing"
                        + " (undefined).");
        assertThat(machines.event(EventType.EVALUATION_FAILED).details())
                .containsEntry("location", "Output/a/b[0]")
                .containsEntry("state", "S");
    }

    @Test
    void error_isToldInTheCause() throws Exception {
        Execution execution =
                machines.run("\"S\":{\"Type\":\"Pass\",\"End\":true,\"Output\":\"{% $error('no good') %}\"}", "{}");
        assertThat(execution.cause()).contains("for the field 'Output' threw an error during evaluation. no good");
    }

    @ParameterizedTest
    @CsvSource({"1,small", "5,big,", "11,huge"})
    void choice_takesTheFirstRuleThatHolds(int size, String expected) throws Exception {
        assertThat(machines.output("""
            "S":{"Type":"Choice","Default":"D","Assign":{"word":"small"},"Choices":[
              {"Condition":"{% $states.input.size > 10 %}","Next":"D","Assign":{"word":"huge"}},
              {"Condition":"{% $states.input.size > 3 %}","Next":"D","Assign":{"word":"big"},"Output":{"o":1}}]},
            "D":{"Type":"Pass","Output":"{% $word %}","End":true}
            """, "{\"size\":" + size + "}")).isEqualTo(json("\"" + expected + "\""));
    }

    @Test
    void choice_failsWithRuntime_whenNoRuleHolds() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Choice","Choices":[{"Condition":"{% false %}","Next":"D"}]},"D":{"Type":"Succeed"}
            """, "{}");
        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.cause()).contains("does not point to a next state");
    }

    @Test
    void choice_fails_whenAConditionIsNoBoolean() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Choice","Choices":[{"Condition":"{% 1 %}","Next":"D"}]},"D":{"Type":"Succeed"}
            """, "{}");
        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("Choices[0]/Condition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Seconds\":90                                          | 90",
                "\"Seconds\":0                                           | 0",
                "\"Seconds\":\"{% $states.input.s %}\"                   | 7",
                "\"Timestamp\":\"2026-11-22T19:01:00Z\"                  | 60",
                "\"Timestamp\":\"2026-11-22T20:01:00.999+01:00\"         | 60",
                "\"Timestamp\":\"{% $states.input.t %}\"                 | 3",
                "\"Timestamp\":\"2026-11-22T18:00:00Z\"                  | 0",
            })
    void wait_lastsAsLongAsItSays(String field, long seconds) throws Exception {
        machines.output(
                "\"S\":{\"Type\":\"Wait\"," + field + ",\"End\":true}", "{\"s\":7,\"t\":\"2026-11-22T19:00:03.750Z\"}");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2.5", "-1", "'x'", "100000000", "null"})
    void wait_fails_whenSecondsAreOfNoUse(String seconds) throws Exception {
        Execution execution =
                machines.run("\"S\":{\"Type\":\"Wait\",\"Seconds\":\"{% " + seconds + " %}\",\"End\":true}", "{}");
        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("'Seconds'");
    }

    @Test
    void succeed_endsWithItsOutput() throws Exception {
        assertThat(machines.output("\"S\":{\"Type\":\"Succeed\",\"Output\":\"{% $states.input.a %}\"}", "{\"a\":3}"))
                .isEqualTo(json("3"));
        assertThat(machines.types()).contains("SucceedStateEntered", "SucceedStateExited");
    }

    @Test
    void fail_endsWithErrorAndCause() throws Exception {
        Execution execution =
                machines.run("\"S\":{\"Type\":\"Fail\",\"Error\":\"{% 'E' & 1 %}\",\"Cause\":\"why\"}", "{}");
        assertThat(execution.error()).isEqualTo("E1");
        assertThat(execution.cause()).isEqualTo("why");
        assertThat(machines.types()).containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    @Test
    void payload_isBounded() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Pass","End":true,"Output":"{% $join($map([1..30000], function($i){'0123456789'})) %}"}
            """, "{}");
        assertThat(execution.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void transitions_areOnePerStateEntered() throws Exception {
        Execution execution = machines.run("""
            "S":{"Type":"Pass","Next":"T"},"T":{"Type":"Wait","Seconds":1,"Next":"U"},"U":{"Type":"Succeed"}
            """, "{}");
        assertThat(execution.billedTransitions()).isEqualTo(3);
    }

    @Test
    void abort_endsAWaitingExecution() throws Exception {
        Execution execution =
                machines.start(Machines.machine("\"S\":{\"Type\":\"Wait\",\"Seconds\":99999999,\"End\":true}"), "{}");
        execution.abort("Enough", "of this");
        execution.await();
        if (execution.status() != ExecutionStatus.SUCCEEDED) { // The clock may have jumped before.
            assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
            assertThat(execution.error()).isEqualTo("Enough");
            assertThat(machines.types()).endsWith("ExecutionAborted");
        }
    }

    @Test
    void timeout_endsTheExecution() throws Exception {
        StateMachine machine = StateMachine.parse(json("""
            {"QueryLanguage":"JSONata","TimeoutSeconds":10,"StartAt":"S",
             "States":{"S":{"Type":"Wait","Seconds":60,"End":true}}}
            """));
        Execution execution = machines.start(machine, "{}");
        execution.await();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(machines.types()).endsWith("WaitStateAborted", "ExecutionTimedOut");
    }
}
