package dev.headgate.local.asl;

/** What a field fails with when its expression cannot be evaluated or its value is of no use. */
final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    EvaluationException(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    /** Returns the field's place in its state, as {@code Arguments/Payload}. */
    String field() {
        return field;
    }
}
