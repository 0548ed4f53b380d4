package dev.headgate.worker;

/** Those who wait for a message: Step Functions' task tokens, and a list in the tests. */
public interface Tokens {
    /** Returns whether somebody still waited; false if the task is over, which no repetition changes. */
    boolean succeed(String token, Done done);

    /** Returns whether somebody still waited; false if the task is over. */
    boolean fail(String token, String error, String cause);
}
