package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.expressions.ExpressionClient;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What calls really use of a limit that refunds, and that is changed while it is in use, stays within the bound of {@link Eras}
 * in every window. The control counts no refunds, and must be caught.
 */
@Tag("campaign")
class RefundWalkTest {
    private static final int STEPS = 1_000;

    @Test
    void use_staysWithinTheBound_inEveryWindow_acrossChanges() {
        AtomicLong refunded = new AtomicLong();
        AtomicLong changes = new AtomicLong();
        Seeds.of(100, 10_000).check((seed, random) -> {
            RefundWalk walk = within(new RefundWalk(random, new InMemoryPermitStore()).walk(STEPS));
            refunded.addAndGet(walk.refunded());
            changes.addAndGet(walk.changes());
        });
        System.out.printf("RefundWalkTest: %d units refunded, %d changes%n", refunded.get(), changes.get());
        if (Long.getLong("headgate.seed") == null) {
            assertThat(refunded).hasValueGreaterThan(2_500);
            assertThat(changes).hasValueGreaterThan(250);
        }
    }

    @Test
    void use_staysWithinTheBound_byTheRequestsToDynamoDb() {
        Seeds.of(20, 1_000).check((seed, random) -> within(walk(random, new ExpressionClient())));
    }

    @Test
    void use_passesTheBound_whenRefundsAreNotCounted() {
        assertThatThrownBy(() -> Seeds.ofControl(500)
                        .check((seed, random) ->
                                within(walk(random, new ExpressionClient().ignoring("refunded <= :most")))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound");
    }

    private static RefundWalk walk(RandomGenerator random, ExpressionClient client) {
        return new RefundWalk(random, new DynamoDbPermitStore(client, client.createTable("id"))).walk(STEPS);
    }

    private static RefundWalk within(RefundWalk walk) {
        assertThat(walk.worstExcess())
                .as("nanoseconds above the bound, %d units refunded, %d changes", walk.refunded(), walk.changes())
                .isNotPositive();
        return walk;
    }
}
