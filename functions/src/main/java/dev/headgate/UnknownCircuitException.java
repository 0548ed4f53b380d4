package dev.headgate;

/**
 * The named circuit does not exist. Nothing was written.
 *
 * <p>A workflow names it in {@code ErrorEquals} as {@code dev.headgate.UnknownCircuitException}.
 */
public final class UnknownCircuitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownCircuitException(String circuit) {
        super("circuit must be declared before it is used (Custom::HeadgateCircuit), got: " + circuit);
    }
}
