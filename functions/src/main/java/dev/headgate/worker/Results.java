package dev.headgate.worker;

import java.util.Collection;
import java.util.Set;

/**
 * Where answers are kept: {@code dev.headgate.dynamodb.DynamoDbResultStore}, and one in memory in the tests.
 *
 * <p>Both calls throw {@link dev.headgate.StoreUnavailableException} if the store is out of reach.
 */
public interface Results {
    /** Returns true if this is the first answer to its key; otherwise changes nothing: the first one stays. */
    boolean save(Result result);

    /** Returns those of the keys that have their answer. */
    Set<Result.Key> existing(Collection<Result.Key> keys);
}
