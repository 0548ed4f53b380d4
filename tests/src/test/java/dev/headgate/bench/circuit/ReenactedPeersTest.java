package dev.headgate.bench.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testing.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The patterns do what the peers' sources say, so that the benchmark compares with them and not with something weaker. */
@ExtendWith(DynamoDbLocal.Shared.class)
class ReenactedPeersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> requests = new ArrayList<>();
    private final DynamoDbClient client;
    private final String table;
    private Instant now = Stand.T0;

    ReenactedPeersTest(DynamoDbLocal dynamoDb) {
        client = dynamoDb.newClient(new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                requests.add(context.request().getClass().getSimpleName().replace("Request", ""));
            }
        });
        table = dynamoDb.createTable("id");
    }

    @Test
    void circuitbreakerLambda_readsAndWritesForEachCall() {
        Breaker breaker = circuitbreakerLambda();
        breaker.allows(now);
        breaker.succeeded(now);
        breaker.allows(now);
        assertThat(requests).containsExactly("GetItem", "UpdateItem", "GetItem");
    }

    @Test
    void circuitbreakerLambda_opensForTenSeconds_atFiveFailuresOfTheFleet_oneAfterTheOther() {
        for (int call = 0; call < 5; call++) {
            Breaker breaker = circuitbreakerLambda();
            assertThat(breaker.allows(now)).as("call %d", call).isTrue();
            breaker.failed(now);
        }
        assertThat(circuitbreakerLambda().allows(now)).isFalse();
    }

    @Test
    void circuitbreakerLambda_countsFailuresThatOverlapAsOne() {
        List<Breaker> fleet = List.of(
                circuitbreakerLambda(),
                circuitbreakerLambda(),
                circuitbreakerLambda(),
                circuitbreakerLambda(),
                circuitbreakerLambda());
        fleet.forEach(breaker -> breaker.allows(now));
        fleet.forEach(breaker -> breaker.failed(now));
        assertThat(circuitbreakerLambda().allows(now)).isTrue();
    }

    @Test
    void circuitbreakerLambda_forgetsFailuresAfterAMinute() {
        fail(circuitbreakerLambda(), 4);
        now = now.plusSeconds(61);
        fail(circuitbreakerLambda(), 4);
        assertThat(circuitbreakerLambda().allows(now)).isTrue();
    }

    @Test
    void powertools_readsOnceInFiveSeconds_andWritesNothingWhileClosed() {
        Breaker breaker = powertools();
        for (int second = 0; second < 10; second++) {
            breaker.allows(now);
            breaker.succeeded(now);
            now = now.plus(SECOND);
        }
        assertThat(requests).containsExactly("GetItem", "GetItem");
    }

    @Test
    void powertools_opensAtFiveFailuresInARow_ofOneEnvironment_andOthersSeeItWhenTheyRead() {
        Breaker other = powertools();
        other.allows(now);
        Breaker breaker = powertools();
        fail(breaker, 4);
        breaker.allows(now);
        breaker.succeeded(now);
        fail(breaker, 5);
        assertThat(requests).containsExactly("GetItem", "GetItem", "PutItem");
        assertThat(breaker.allows(now)).isFalse();
        assertThat(other.allows(now)).as("within its five seconds").isTrue();
        now = now.plusSeconds(5);
        assertThat(other.allows(now)).isFalse();
    }

    @Test
    void powertools_countsEachEnvironmentAlone() {
        for (int environment = 0; environment < 20; environment++) {
            fail(powertools(), 4);
        }
        assertThat(powertools().allows(now)).isTrue();
    }

    private void fail(Breaker breaker, int times) {
        for (int time = 0; time < times; time++) {
            breaker.allows(now);
            breaker.failed(now);
        }
    }

    private Breaker circuitbreakerLambda() {
        return new CircuitbreakerLambda(client, table);
    }

    private Breaker powertools() {
        return new Powertools(client, table);
    }
}
