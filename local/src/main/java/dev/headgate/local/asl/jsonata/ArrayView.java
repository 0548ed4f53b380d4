package dev.headgate.local.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array as a list that JSONata reads, and may change: the library grows lists that it was given (it adds an
 * undefined element to an empty one when it groups). So it has elements of its own, and knows whether they are still
 * those of the array.
 */
final class ArrayView extends ArrayList<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    private final transient ArrayNode node;
    private transient int changesAtFirst;
    private transient boolean replaced;

    ArrayView(ArrayNode node) {
        super(node.size());
        this.node = node;
        for (JsonNode element : node) {
            super.add(Values.view(element));
        }
        changesAtFirst = modCount;
    }

    ArrayNode node() {
        return node;
    }

    boolean unchanged() {
        return modCount == changesAtFirst && !replaced;
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object element) {
        replaced = true;
        return super.set(index, element);
    }
}
