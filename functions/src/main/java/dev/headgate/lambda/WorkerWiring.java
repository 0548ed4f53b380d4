package dev.headgate.lambda;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.dynamodb.DynamoDbResultStore;
import dev.headgate.gateway.ChatCompletions;
import dev.headgate.gateway.PromptTemplate;
import dev.headgate.permit.PermitGranter;
import dev.headgate.worker.Gateway;
import dev.headgate.worker.Outbox;
import dev.headgate.worker.Parts;
import dev.headgate.worker.Permits;
import dev.headgate.worker.Result;
import dev.headgate.worker.Results;
import dev.headgate.worker.Settings;
import dev.headgate.worker.Time;
import dev.headgate.worker.Tokens;
import dev.headgate.worker.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How the worker is put together from the template's variables. */
final class WorkerWiring {
    private static final Duration GATEWAY_TIMEOUT = Duration.ofSeconds(30);

    private final Wiring wiring;
    private final Environment environment;
    private final Results results;
    private final CircuitBreaker breaker;
    private final PermitGranter granter;
    private final GatewayLimit gatewayLimit;
    private final SqsClient sqs;
    private final GatewayKey key;
    private final RateTelemetry telemetry = new RateTelemetry(InstantSource.system(), Duration.ofSeconds(1));

    WorkerWiring(Wiring wiring) {
        this.wiring = wiring;
        this.environment = wiring.environment();
        this.results = new DynamoDbResultStore(wiring.dynamoDb(), environment.required("RESULTS_TABLE"));
        this.breaker = wiring.tellingCircuitBreaker();
        this.granter = wiring.permitGranter(breaker);
        this.gatewayLimit = new GatewayLimit(granter, wiring.feedback(telemetry), limit());
        this.sqs = AwsClients.configured(SqsClient.builder()).build();
        this.key = new GatewayKey(
                AwsClients.configured(SecretsManagerClient.builder()).build(),
                environment.required("GATEWAY_KEY_SECRET_ARN"));
    }

    /** Returns the worker of the work queue. */
    Worker worker() {
        return worker(gatewayLimit, outbox(environment.required("WORK_QUEUE_URL")), settings());
    }

    /** Returns the worker of the slow lane: the same, at a rate of its own, and what it puts back stays there. */
    Worker slowLane() {
        Permits both = new SlowLaneLimits(granter, gatewayLimit, environment.required("SLOW_LANE_LIMIT"));
        return worker(both, outbox(slowLaneQueueUrl()), settings().inSlowLane());
    }

    String slowLaneQueueUrl() {
        return environment.required("SLOW_LANE_QUEUE_URL");
    }

    private Settings settings() {
        return Settings.of(timeout());
    }

    private Worker worker(Permits permits, Outbox outbox, Settings settings) {
        Time time = new WallTime(InstantSource.system(), wiring.sleeper());
        Parts parts = new Parts(
                permits,
                new GatewayCircuit(breaker, environment.required("GATEWAY_CIRCUIT")),
                gateway(),
                results,
                outbox,
                tokens(),
                time);
        return new Worker(parts, settings, wiring.random(), Executors::newVirtualThreadPerTaskExecutor);
    }

    GatewayKey key() {
        return key;
    }

    /** Prints what has been summed up of the batch's calls. */
    void emit() {
        telemetry.emit();
    }

    String limit() {
        return environment.required("GATEWAY_LIMIT");
    }

    /** Reads what is not there: loads the store's classes, and writes nothing. */
    void prime() {
        results.existing(Set.of(new Result.Key("headgate", "priming")));
    }

    private Gateway gateway() {
        return new ChatCompletions(
                environment.required("GATEWAY_URL"),
                environment.required("GATEWAY_MODEL"),
                new PromptTemplate(environment.required("PROMPT_TEMPLATE")),
                key,
                timeout(),
                InstantSource.system());
    }

    private Duration timeout() {
        return environment.seconds("GATEWAY_TIMEOUT_SECONDS", GATEWAY_TIMEOUT);
    }

    private Outbox outbox(String queueUrl) {
        return new SqsOutbox(sqs, queueUrl, slowLaneQueueUrl(), environment.required("DEAD_LETTER_QUEUE_URL"));
    }

    private static Tokens tokens() {
        return new StepFunctionsTokens(
                AwsClients.configured(SfnClient.builder()).build());
    }
}
