package dev.headgate.local.asl;

/**
 * What a Task state waits for.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html">integration patterns</a>
 */
public enum Pattern {
    /** The service's answer. */
    REQUEST_RESPONSE(""),
    /** The end of the work, its output as JSON text. */
    SYNC(".sync"),
    /** The end of the work, its output as JSON. */
    SYNC_2(".sync:2"),
    /** Someone's answer with the task token. */
    TASK_TOKEN(".waitForTaskToken");

    private final String suffix;

    Pattern(String suffix) {
        this.suffix = suffix;
    }

    /** Returns what stands behind the action in a resource ARN. */
    public String suffix() {
        return suffix;
    }
}
