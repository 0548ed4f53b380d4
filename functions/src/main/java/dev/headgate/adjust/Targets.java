package dev.headgate.adjust;

import dev.headgate.Bounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is adjusted beside the limit's ceiling.
 *
 * @param inFlight how many calls workflows may have in flight, 1 to 10,000; null where that is nobody's business
 * @param mapRuns machines whose running Map Runs follow; none without {@code inFlight}
 */
public record Targets(@Nullable Range inFlight, List<MapRuns> mapRuns, List<Queue> queues, List<Reserved> functions) {
    public static final Targets NONE = new Targets(null, List.of(), List.of(), List.of());

    private static final int MOST_OF_EACH = 10;
    private static final int LONGEST_NAME = 256;

    public Targets {
        Bounds.between("MapRuns", mapRuns.size(), 0, inFlight == null ? 0 : MOST_OF_EACH);
        Bounds.between("Queues", queues.size(), 0, MOST_OF_EACH);
        Bounds.between("ReservedConcurrency", functions.size(), 0, MOST_OF_EACH);
        mapRuns = List.copyOf(mapRuns);
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
    }

    /**
     * The running Map Runs of a machine.
     *
     * @param stateMachine its ARN
     * @param itemsEach how many calls one child execution stands for, 1 to 1,000: a batch has many
     */
    public record MapRuns(String stateMachine, int itemsEach) {
        public MapRuns {
            Bounds.text("StateMachine", stateMachine, LONGEST_NAME);
            Bounds.between("ItemsEach", itemsEach, 1, 1_000);
        }
    }

    /**
     * An event source mapping's MaximumConcurrency.
     *
     * @param mapping its UUID
     * @param range within 2 to 1,000: Lambda knows no less
     * @param pause whether it is disabled one step below the floor
     */
    public record Queue(String mapping, Range range, boolean pause) {
        public Queue {
            Bounds.text("Mapping", mapping, LONGEST_NAME);
        }
    }

    /**
     * A function's reserved concurrency, while it is lowered; at the top it has none.
     *
     * @param function its name
     * @param range within 1 to 10,000: 0 would stop it
     */
    public record Reserved(String function, Range range) {
        public Reserved {
            Bounds.text("Function", function, LONGEST_NAME);
        }
    }

    boolean canPause() {
        return queues.stream().anyMatch(Queue::pause);
    }
}
