package dev.headgate.bench.circuit;

import dev.headgate.bench.Meter;
import dev.headgate.bench.MeteredDynamoDb;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.Thresholds;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A store whose requests are counted, and breakers on it as function environments have them. The caller owns the clock. */
final class Stand implements AutoCloseable {
    static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");

    /** How long an environment believes what it saw: the template's default. */
    static final Duration CACHE = Duration.ofSeconds(1);

    /** The template's default. */
    static final Duration OPEN = Duration.ofSeconds(15);

    /** The template's default, too. */
    static final Thresholds BY_RATE = Thresholds.ofFailures(50, 10);

    private final MeteredDynamoDb dynamoDb = new MeteredDynamoDb();
    private final CircuitStore store =
            new DynamoDbCircuitStore(dynamoDb.client(), dynamoDb.local().createTable("name"));
    private long declared;
    private long environments;

    /** Returns the name of a new circuit. */
    String declare(Thresholds thresholds) {
        String name = "circuit-" + ++declared;
        CircuitSettings settings = new CircuitSettings(
                name,
                new SlidingWindow.OfTime(Duration.ofSeconds(10), 10),
                thresholds,
                Opening.constant(OPEN),
                Probing.allOf(3, Duration.ofSeconds(75)),
                Rules.NONE,
                CircuitSettings.DEFAULT_FLUSH_INTERVAL,
                WithoutStore.ALLOW);
        store.put(settings, T0);
        return name;
    }

    /** Returns the breaker of a new environment: what it has seen and gathered is its own. */
    CircuitBreaker environment() {
        return new CircuitBreaker(store, CACHE, new SplittableRandom(++environments));
    }

    CircuitStore store() {
        return store;
    }

    DynamoDbClient client() {
        return dynamoDb.client();
    }

    DynamoDbLocal local() {
        return dynamoDb.local();
    }

    /** Returns the name of a new table for a peer. */
    String newTable() {
        return dynamoDb.local().createTable("id");
    }

    /** Returns what an action used. */
    Meter.Reading used(Runnable action) {
        Meter.Reading before = dynamoDb.meter().read();
        action.run();
        return dynamoDb.meter().read().since(before);
    }

    @Override
    public void close() {
        dynamoDb.close();
    }
}
