package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a durable permit is to end.
 *
 * @param state how; not ACTIVE
 * @param used what the call really used, where the state is SETTLED; each limit and key once
 * @param mark names the request that ends it, so that it knows its own write again
 */
public record Ending(PermitRecord.State state, List<Usage> used, String mark) {
    public Ending {
        used = List.copyOf(used);
        Set<Claim> seen = new HashSet<>();
        for (Usage usage : used) {
            if (!seen.add(new Claim(usage.limit(), usage.key(), 1))) {
                throw new InvalidRequestException(
                        "used must name each limit and key once, got twice: " + usage.limit());
            }
        }
    }
}
