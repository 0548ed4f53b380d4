package dev.headgate.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDeletingException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.Tag;

final class MachineApiTest {
    private static final String PASS = "'A':{'Type':'Pass','End':true}";
    private static final String MISSING = "arn:aws:states:us-east-1:000000000000:stateMachine:missing";

    @RegisterExtension
    final LocalSfn local = new LocalSfn();

    private final SfnClient sfn = local.client();

    @Test
    void create_thenDescribe_tellsTheDefinitionAsItWasGiven() {
        String arn = local.machine("one", PASS);

        var machine = sfn.describeStateMachine(r -> r.stateMachineArn(arn));
        assertThat(arn).isEqualTo("arn:aws:states:us-east-1:000000000000:stateMachine:one");
        assertThat(machine.name()).isEqualTo("one");
        assertThat(machine.definition()).isEqualTo(LocalSfn.definition(PASS));
        assertThat(machine.roleArn()).isEqualTo(LocalSfn.ROLE);
        assertThat(machine.status()).isEqualTo(StateMachineStatus.ACTIVE);
        assertThat(machine.creationDate())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void create_isIdempotent_andRefusesAnotherDefinitionUnderTheSameName() {
        String arn = local.machine("one", PASS);

        assertThat(local.machine("one", PASS)).isEqualTo(arn);
        assertThatExceptionOfType(StateMachineAlreadyExistsException.class)
                .isThrownBy(() -> local.machine("one", "'A':{'Type':'Succeed'}"));
    }

    @Test
    void create_refusesWhatItCannotRun_withFieldAndPath() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> local.machine("bad", "'A':{'Type':'Pass','Resultt':1,'End':true}"))
                .withMessageContaining("Resultt")
                .withMessageContaining("/States/A");
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> sfn.createStateMachine(
                        r -> r.name("bad").roleArn(LocalSfn.ROLE).definition("{")));
        assertThatExceptionOfType(InvalidNameException.class).isThrownBy(() -> local.machine("no space", PASS));
    }

    @Test
    void validate_tellsWhetherADefinitionWouldBeTaken() {
        assertThat(sfn.validateStateMachineDefinition(r -> r.definition(LocalSfn.definition(PASS)))
                        .resultAsString())
                .isEqualTo("OK");
        var refused = sfn.validateStateMachineDefinition(r -> r.definition("{\"States\":{}}"));
        assertThat(refused.resultAsString()).isEqualTo("FAIL");
        assertThat(refused.diagnostics()).hasSize(1);
    }

    @Test
    void update_changesWhatNewExecutionsRun() throws Exception {
        String arn = local.machine("one", "'A':{'Type':'Pass','Output':1,'End':true}");
        String before = local.run(arn, "{}").executionArn();
        var updated = sfn.updateStateMachine(r ->
                r.stateMachineArn(arn).definition(LocalSfn.definition("'A':{'Type':'Pass','Output':2,'End':true}")));

        assertThat(local.run(arn, "{}").output()).isEqualTo("2");
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(arn)).revisionId())
                .isEqualTo(updated.revisionId());
        assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(before))
                        .definition())
                .contains("\"Output\":1");
    }

    @Test
    void list_comesInPages() {
        for (int i = 0; i < 5; i++) {
            local.machine("m" + i, PASS);
        }

        var first = sfn.listStateMachines(r -> r.maxResults(2));
        assertThat(first.stateMachines()).extracting(StateMachineListItem::name).containsExactly("m0", "m1");
        var all = sfn.listStateMachinesPaginator(r -> r.maxResults(2)).stateMachines().stream()
                .map(StateMachineListItem::name)
                .toList();
        assertThat(all).isEqualTo(List.of("m0", "m1", "m2", "m3", "m4"));
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> sfn.listStateMachines(r -> r.nextToken("made up")))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidToken"));
    }

    @Test
    void delete_waitsForRunningExecutions() throws Exception {
        String arn = local.machine("one", "'A':{'Type':'Wait','Seconds':60,'End':true}");
        String execution = local.start(arn, "{}");
        sfn.deleteStateMachine(r -> r.stateMachineArn(arn));

        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(arn)).status())
                .isEqualTo(StateMachineStatus.DELETING);
        assertThatExceptionOfType(StateMachineDeletingException.class).isThrownBy(() -> local.start(arn, "{}"));
        sfn.stopExecution(r -> r.executionArn(execution));
        assertThatExceptionOfType(StateMachineDoesNotExistException.class)
                .isThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(arn)));
        sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    }

    @Test
    void describe_refusesByName() {
        assertThatExceptionOfType(StateMachineDoesNotExistException.class)
                .isThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(MISSING)))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
        assertThatExceptionOfType(InvalidArnException.class)
                .isThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn("one")));
    }

    @Test
    void unsupportedOperations_areRefusedByName() {
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> sfn.createActivity(r -> r.name("a")))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"))
                .withMessageContaining("CreateActivity");
    }

    @Test
    void tags_areKept() {
        String arn = local.machine("one", PASS);
        sfn.tagResource(r -> r.resourceArn(arn).tags(tag("a", "1"), tag("b", "2")));
        sfn.untagResource(r -> r.resourceArn(arn).tagKeys("a"));

        assertThat(sfn.listTagsForResource(r -> r.resourceArn(arn)).tags()).containsExactly(tag("b", "2"));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sfn.listTagsForResource(r -> r.resourceArn(MISSING)));
    }

    @Test
    void close_leavesNothingRunning() {
        String arn = local.machine("one", "'A':{'Type':'Wait','Seconds':60,'End':true}");
        local.start(arn, "{}");

        assertThat(Duration.ofSeconds(5)).isGreaterThan(timeToClose());
    }

    private Duration timeToClose() {
        Instant before = Instant.now();
        local.service().close();
        return Duration.between(before, Instant.now());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
