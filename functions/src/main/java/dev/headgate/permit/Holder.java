package dev.headgate.permit;

import dev.headgate.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a durable permit.
 *
 * @param requestId names the ask: asked again, it is answered the same; 1 to {@value #LONGEST} characters
 * @param owner the execution at whose end the permit ends, too; absent if nobody's end ends it
 */
public record Holder(String requestId, @Nullable String owner) {
    static final int LONGEST = 256;

    public Holder {
        Bounds.text("requestId", requestId, LONGEST);
        if (owner != null) {
            Bounds.text("owner", owner, LONGEST);
        }
    }
}
