package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Items, one after the other. */
interface ItemSource extends AutoCloseable {

    /**
     * Returns the next item, or null after the last.
     *
     * @throws IOException if it cannot be read, or is not what its format says
     */
    @Nullable
    JsonNode next() throws IOException;

    @Override
    default void close() throws IOException {}

    /** Returns the same items up to a number of them. */
    default ItemSource limited(long most) {
        ItemSource all = this;
        return new ItemSource() {
            private long left = most;

            @Override
            public @Nullable JsonNode next() throws IOException {
                return left-- > 0 ? all.next() : null;
            }

            @Override
            public void close() throws IOException {
                all.close();
            }
        };
    }
}
