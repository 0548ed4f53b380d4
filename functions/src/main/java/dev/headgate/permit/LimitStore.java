package dev.headgate.permit;

import java.time.Instant;
import java.util.Optional;

/** Where limits are declared. */
public interface LimitStore {

    /**
     * Returns the limit of that name.
     *
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach
     */
    Optional<Limit> find(String name, Instant now);
}
