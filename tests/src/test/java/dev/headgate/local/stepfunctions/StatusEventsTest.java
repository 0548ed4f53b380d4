package dev.headgate.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

final class StatusEventsTest {
    private static final String ECHO = "'A':{'Type':'Pass','End':true}";
    private static final String FAIL = "'A':{'Type':'Fail','Error':'Broken','Cause':'on purpose'}";
    private static final String MAP = "'A':{'Type':'Map','Label':'each','Items':[1,2],'End':true,'ItemProcessor':"
            + "{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'%s'},"
            + "'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}}";

    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private LocalSfn local;

    @BeforeEach
    void start() throws IOException {
        local = new LocalSfn();
        local.service().addStatusListener(told::add);
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void events_haveTheFormOfEventBridge() throws Exception {
        local.run(local.machine("fail", FAIL), "{\"a\":1}");
        assertThat(statuses()).containsExactly("RUNNING", "FAILED");
        JsonNode event = told.get(1);
        String arn = event.path("detail").path("executionArn").asText();
        assertThat(arn).contains(":execution:fail:");
        assertThat(event.path("resources").path(0).asText()).isEqualTo(arn);
        assertThat(event.path("detail-type").asText()).isEqualTo("Step Functions Execution Status Change");
        assertThat(event.path("source").asText()).isEqualTo("aws.states");
        assertThat(event.path("detail").path("stateMachineArn").asText()).endsWith(":stateMachine:fail");
        assertThat(event.path("detail").path("input").asText()).isEqualTo("{\"a\":1}");
        assertThat(event.path("detail").path("error").asText()).isEqualTo("Broken");
        assertThat(event.path("detail").path("stopDate").isIntegralNumber()).isTrue();
    }

    @Test
    void events_areSentOfChildrenToo_butNotOfExpressOnes() throws Exception {
        local.run(local.machine("standard", MAP.formatted("STANDARD")), "{}");
        assertThat(statuses()).filteredOn("SUCCEEDED"::equals).hasSize(3);
        told.clear();
        local.run(local.machine("express", MAP.formatted("EXPRESS")), "{}");
        assertThat(statuses()).filteredOn("SUCCEEDED"::equals).hasSize(1);
    }

    @Test
    void events_areNotSentOfExpressMachines() throws Exception {
        String machine = local.machine("fast", StateMachineType.EXPRESS, ECHO);
        local.service().await(local.service().start(machine, null, "{}"));
        assertThat(told).isEmpty();
    }

    private List<String> statuses() {
        return told.stream()
                .map(event -> event.path("detail").path("status").asText())
                .toList();
    }
}
