package dev.headgate.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testing.DynamoDbLocal;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Processes that share a store: some repeat requests as deployed, the last one repeats none. */
public record FaultyProcesses(List<FaultyProcess> all) implements AutoCloseable {

    /**
     * Returns so many processes, two at least.
     *
     * @param wrong what is wrong with all of them on purpose
     */
    public static FaultyProcesses of(int number, DynamoDbLocal dynamoDb, ExecutionInterceptor... wrong) {
        return new FaultyProcesses(IntStream.range(0, number)
                .map(i -> i < number - 1 ? FaultyProcess.AS_DEPLOYED : FaultyProcess.NO_RETRIES)
                .mapToObj(attempts -> new FaultyProcess(dynamoDb, attempts, wrong))
                .toList());
    }

    /** Returns one of them. */
    public FaultyProcess any(RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Returns the one that repeats nothing. */
    public FaultyProcess withoutRetries() {
        return all.getLast();
    }

    /** From now on, all kinds of faults meet that share of each one's requests. */
    public void disturb(double share, RandomGenerator random) {
        all.forEach(process -> process.follow(Plan.seeded(random.nextLong(), share, Fault.ALL)));
    }

    /** Lets the requests happen that are still on their way. */
    public void deliverLate() throws IOException {
        for (FaultyProcess process : all) {
            process.deliverLate();
        }
    }

    /**
     * Checks that each kind of fault has met one of the processes: of another nothing would be shown.
     *
     * @throws AssertionError if one has not
     */
    public void requireAllMet() {
        for (Fault fault : Fault.ALL) {
            assertThat(all.stream().mapToInt(process -> process.met(fault)).sum())
                    .as("%s was met", fault)
                    .isPositive();
        }
    }

    @Override
    public void close() {
        all.forEach(FaultyProcess::close);
    }
}
