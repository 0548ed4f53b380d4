package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Numbered files of results of one kind, {@code SUCCEEDED_0.json} and on. AWS begins a new file after 5 GB; here it is
 * after 16 MiB, which is what a file takes in memory until it is put.
 */
final class ResultFiles {
    private static final int FILE_BYTES = 16 << 20;

    private final ObjectStore objects;
    private final String bucket;
    private final String stem;
    private final boolean lines;
    private final ArrayNode written = JsonNodeFactory.instance.arrayNode();
    private ByteArrayOutputStream file = new ByteArrayOutputStream();

    ResultFiles(ObjectStore objects, String bucket, String stem, boolean lines) {
        this.objects = objects;
        this.bucket = bucket;
        this.stem = stem;
        this.lines = lines;
    }

    synchronized void add(JsonNode shown) throws IOException {
        String before = file.size() == 0 ? "[" : ",";
        String text = lines ? shown + "\n" : before + shown;
        file.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        if (file.size() >= FILE_BYTES) {
            put();
        }
    }

    private void put() throws IOException {
        if (file.size() == 0) {
            return;
        }
        if (!lines) {
            file.write(']');
        }
        String key = stem + "_" + written.size() + (lines ? ".jsonl" : ".json");
        objects.put(bucket, key, file.toByteArray());
        written.addObject().put("Key", key).put("Size", file.size());
        file = new ByteArrayOutputStream();
    }

    /** Returns the files that were written, as the manifest lists them. */
    synchronized ArrayNode finish() throws IOException {
        put();
        return written;
    }
}
