package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueueAgeTest {

    private final QueueAge age = new QueueAge();

    /** What is in the queue, what was deleted so far, and the age of the oldest then. */
    private record Step(int second, long messages, long deleted, long ageSeconds) {}

    @Test
    void observe_followsTheOldestMessage() {
        Step[] steps = {
            new Step(0, 0, 0, 0),
            new Step(1, 2, 0, 0), // two come
            new Step(4, 3, 0, 3), // a third
            new Step(5, 2, 1, 4), // one is done, the other of the first two is the oldest
            new Step(6, 2, 2, 2), // it is done too, and a fourth comes: the third is the oldest
            new Step(7, 2, 4, 0), // both are done, two come
            new Step(9, 0, 4, 0), // both leave without being deleted, to the dead-letter queue
        };
        for (Step step : steps) {
            assertThat(age.observe(Instant.ofEpochSecond(step.second()), step.messages(), step.deleted()))
                    .as("%s", step)
                    .hasSeconds(step.ageSeconds());
        }
    }
}
