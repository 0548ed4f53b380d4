package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The items of a distributed Map: its Items, or what its ItemReader reads. */
final class DistributedItems {
    private static final long UNBOUNDED = 100_000_000;

    private final Visit visit;
    private final State.Map map;
    private final DistributedMap distributed;

    DistributedItems(Visit visit, State.Map map, DistributedMap distributed) {
        this.visit = visit;
        this.map = map;
        this.distributed = distributed;
    }

    /** Returns how many items there are, or -1 where that takes reading them all. */
    long size() throws EvaluationException {
        return distributed.reader() == null ? MapItems.array(visit, map).size() : -1;
    }

    /** Returns the number of items by reading them all. */
    long count() throws EvaluationException, StateFailure {
        try (ItemSource source = open()) {
            long count = 0;
            while (source.next() != null) {
                count++;
            }
            return count;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    ItemSource open() throws EvaluationException, StateFailure {
        DistributedMap.ItemReader reader = distributed.reader();
        if (reader == null) {
            return ItemSources.array(MapItems.array(visit, map));
        }
        JsonNode arguments = reader.arguments().evaluate(visit);
        long most = reader.maxItems() == null ? UNBOUNDED : reader.maxItems().whole(visit, 0, UNBOUNDED);
        try {
            return opened(reader, arguments).limited(most == 0 ? UNBOUNDED : most);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ItemSource opened(DistributedMap.ItemReader reader, JsonNode arguments)
            throws IOException, EvaluationException {
        ObjectStore objects = visit.branch().run().services().objects();
        String bucket = text(arguments, "Bucket");
        if (reader.listing()) {
            String prefix = arguments.has("Prefix") ? text(arguments, "Prefix") : "";
            return ItemSources.listing(objects.list(bucket, prefix));
        }
        String key = text(arguments, "Key");
        return switch (reader.format()) {
            case DistributedMap.Format.Json() -> ItemSources.jsonArray(objects.get(bucket, key));
            case DistributedMap.Format.JsonLines() -> ItemSources.jsonLines(objects.get(bucket, key));
            case DistributedMap.Format.Csv csv ->
                new CsvSource(objects.get(bucket, key), csv.delimiter(), csv.header() == null ? null : header(csv));
        };
    }

    private List<String> header(DistributedMap.Format.Csv csv) throws EvaluationException {
        List<String> names = new ArrayList<>();
        JsonNode given = csv.header() == null ? null : csv.header().evaluate(visit);
        if (given instanceof ArrayNode array) {
            array.forEach(name -> names.add(name.asText()));
        }
        if (names.isEmpty()) {
            throw new EvaluationException(
                    "ItemReader/ReaderConfig/CSVHeaders", "The field 'CSVHeaders' must be an array of texts.");
        }
        return names;
    }

    static String text(JsonNode arguments, String name) throws EvaluationException {
        JsonNode value = arguments.get(name);
        if (value != null && value.isTextual()) {
            return value.textValue();
        }
        throw new EvaluationException(name, "The argument '" + name + "' must be a text, got: " + value);
    }

    static StateFailure unreadable(IOException e) {
        return new StateFailure(ErrorNames.ITEM_READER_FAILED, String.valueOf(e.getMessage()));
    }
}
