package dev.headgate.worker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Those who wait, and what they were told. */
final class ListTokens implements Tokens {
    final Map<String, Done> succeeded = new HashMap<>();
    final Map<String, String> failed = new HashMap<>();
    final Set<String> over = new HashSet<>();
    boolean refusing;

    @Override
    public synchronized boolean succeed(String token, Done done) {
        if (refusing) {
            throw new IllegalStateException("Step Functions is out of reach");
        }
        succeeded.put(token, done);
        return !over.contains(token);
    }

    @Override
    public synchronized boolean fail(String token, String error, String cause) {
        failed.put(token, error);
        return !over.contains(token);
    }
}
