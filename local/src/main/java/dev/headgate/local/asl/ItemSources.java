package dev.headgate.local.asl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Items of all origins, each read only as far as it is asked for. */
final class ItemSources {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** Reads one value of several in a stream, where READER takes a text that is one value. */
    private static final ObjectReader PARTS = new JsonMapper().reader();

    private ItemSources() {}

    static ItemSource array(ArrayNode items) {
        Iterator<JsonNode> elements = items.iterator();
        return () -> elements.hasNext() ? elements.next() : null;
    }

    static ItemSource listing(Iterator<ObjectStore.Listed> objects) {
        return () -> objects.hasNext() ? item(objects.next()) : null;
    }

    /** As S3 lists them; the time in whole seconds since the epoch, as Step Functions hands it over. */
    private static JsonNode item(ObjectStore.Listed object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Etag", object.etag())
                .put("Key", object.key())
                .put("LastModified", object.lastModified().getEpochSecond())
                .put("Size", object.size())
                .put("StorageClass", "STANDARD");
    }

    private static BufferedReader text(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    static ItemSource jsonLines(InputStream stream) {
        BufferedReader lines = text(stream);
        return new ItemSource() {
            private long number;

            @Override
            public @Nullable JsonNode next() throws IOException {
                String line = lines.readLine();
                number++;
                while (line != null && line.isBlank()) {
                    line = lines.readLine();
                    number++;
                }
                return line == null ? null : parsed(line);
            }

            private JsonNode parsed(String line) throws IOException {
                try {
                    return READER.readTree(line);
                } catch (IOException e) {
                    throw new IOException("Line " + number + " is not JSON: " + e.getMessage(), e);
                }
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }

    static ItemSource jsonArray(InputStream stream) throws IOException {
        JsonParser parser = PARTS.createParser(stream);
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.close();
            throw new IOException("The object is not a JSON array.");
        }
        return new ItemSource() {
            @Override
            public @Nullable JsonNode next() throws IOException {
                JsonToken token = parser.isClosed() ? null : parser.nextToken();
                if (token == null || token == JsonToken.END_ARRAY) {
                    return null;
                }
                return PARTS.readTree(parser);
            }

            @Override
            public void close() throws IOException {
                parser.close();
            }
        };
    }
}
