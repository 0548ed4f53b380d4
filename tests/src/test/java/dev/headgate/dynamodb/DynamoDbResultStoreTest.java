package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.worker.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbResultStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.125Z");

    private final DynamoDbLocal dynamoDb;
    private final String table;
    private final DynamoDbResultStore store;

    DynamoDbResultStoreTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = dynamoDb.createTable("id");
        this.store = new DynamoDbResultStore(dynamoDb.client(), table);
    }

    @Test
    void save_keepsTheFirstAnswer_whenThereAreTwo() {
        assertThat(store.save(result("r1", "POSITIVE"))).isTrue();
        assertThat(store.save(result("r1", "NEGATIVE"))).isFalse();

        Map<String, AttributeValue> item = dynamoDb.client()
                .getItem(request -> request.tableName(table).key(Map.of("id", AttributeValue.fromS("job-1/r1"))))
                .item();
        assertThat(item)
                .isEqualTo(Map.of(
                        "id", AttributeValue.fromS("job-1/r1"),
                        "job", AttributeValue.fromS("job-1"),
                        "itemId", AttributeValue.fromS("r1"),
                        "answer", AttributeValue.fromS("POSITIVE"),
                        "model", AttributeValue.fromS("small"),
                        "savedAt", AttributeValue.fromS("2026-11-22T19:00:00.125Z")));
    }

    @Test
    void save_isWonByOne_whenManyRace() throws Exception {
        int first = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> racers = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(i -> () -> store.save(result("raced", "answer " + i)))
                    .toList();
            for (Future<Boolean> racer : threads.invokeAll(racers)) {
                first += racer.get() ? 1 : 0;
            }
        }
        assertThat(first).isEqualTo(1);
    }

    @Test
    void existing_findsThoseThatAreThere_whenThereAreMoreThanARequestTakes() {
        List<Result.Key> asked = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            asked.add(new Result.Key("job-2", "r" + i));
        }
        List<Result.Key> there = List.of(asked.get(0), asked.get(99), asked.get(100), asked.get(229));
        there.forEach(key -> store.save(new Result(key, "ok", "small", NOW)));

        assertThat(store.existing(asked)).containsExactlyInAnyOrderElementsOf(there);
        assertThat(store.existing(List.of())).isEmpty();
    }

    @Test
    void save_saysThatTheStoreIsUnavailable_whenItIs() {
        DynamoDbResultStore lost = new DynamoDbResultStore(dynamoDb.client(), "no-such-table");

        assertThatThrownBy(() -> lost.save(result("r1", "POSITIVE"))).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> lost.existing(List.of(new Result.Key("a", "b"))))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private static Result result(String itemId, String answer) {
        return new Result(new Result.Key("job-1", itemId), answer, "small", NOW);
    }
}
