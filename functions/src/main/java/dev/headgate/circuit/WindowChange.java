package dev.headgate.circuit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the window of a circuit that counts; its state stays. */
public sealed interface WindowChange extends Change {
    /**
     * Adds outcomes to the window of a circuit that counts, and drops what nobody needs any more.
     *
     * @param receipt by which the circuit knows that it has these; null where nothing is added
     */
    record Count(
            long generation, Outcomes outcomes, @Nullable Receipt receipt, Clearing clearing) implements WindowChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation
                            && circuit.state() instanceof State.Counting counting
                            && !isThere(counting.window())
                    ? Optional.of(circuit.noting(counting.with(after(counting.window())))
                            .without(clearing.places()))
                    : Optional.empty();
        }

        /** Returns whether the circuit has the receipt of this very write, and not only one of the same report. */
        boolean isMadeIn(Circuit circuit) {
            return receipt != null
                    && circuit.state() instanceof State.Counting counting
                    && Long.valueOf(receipt.mark())
                            .equals(counting.window().receipts().get(receipt.id()));
        }

        private boolean isThere(Window window) {
            return receipt != null && window.receipts().containsKey(receipt.id());
        }

        private Window after(Window window) {
            Window added = window.without(clearing).plus(outcomes);
            return receipt == null ? added : added.with(receipt);
        }
    }

    /**
     * Drops the first runs of a circuit that counts.
     *
     * @param dropped how many had been dropped when these were seen: nobody has dropped any since
     */
    record Trim(long generation, long dropped, int runs) implements WindowChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation
                            && circuit.state() instanceof State.Counting counting
                            && counting.window().dropped() == dropped
                    ? Optional.of(circuit.noting(counting.with(counting.window().withoutFirst(runs))))
                    : Optional.empty();
        }
    }
}
