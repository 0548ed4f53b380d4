package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.permit.Pace;
import dev.headgate.permit.PermitStore;
import dev.headgate.permit.Refund;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What gives slots back is sent once: after a lost answer, a second sending would give back what another stands on. */
@ExtendWith(DynamoDbLocal.Shared.class)
class LostAnswersTest {
    private final FaultyProcess process;
    private final PermitStore store;

    LostAnswersTest(DynamoDbLocal dynamoDb) {
        process = new FaultyProcess(dynamoDb, FaultyProcess.AS_DEPLOYED);
        store = new DynamoDbPermitStore(process.client(), dynamoDb.createTable("id"));
        store.charge("b", 100, 900);
    }

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void tryGiveBack_isSentOnce_whenItsAnswerIsLost() {
        process.follow(Plan.of(Fault.ANSWER_LOST));
        assertThatThrownBy(() -> store.tryGiveBack("b", 500, 1_000)).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.peek("b")).isEqualTo(500);
    }

    @Test
    void tryRefund_isSentOnce_whenItsAnswerIsLost() {
        process.follow(Plan.of(Fault.NONE, Fault.ANSWER_LOST));
        Refund refund = new Refund(10, 300, 2_000, 1, 10, 50, new Pace(1, 10, 0));
        assertThatThrownBy(() -> store.tryRefund("b", refund)).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.peek("b")).isEqualTo(700);
    }

    /** The control: the same client sends other writes again. */
    @Test
    void charge_isSentAgain_whenItsAnswerIsLost() {
        process.follow(Plan.of(Fault.ANSWER_LOST));
        assertThatCode(() -> store.charge("b", 100, 50)).doesNotThrowAnyException();
        assertThat(store.peek("b")).as("charged twice, which is safe").isEqualTo(1_100);
    }
}
