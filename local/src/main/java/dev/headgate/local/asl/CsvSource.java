package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV object, each an object of texts. A row that is too short is filled with empty texts, what is too
 * much in one is left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html">parsing rules</a>
 */
final class CsvSource implements ItemSource {
    private static final int END = -1;
    private static final int NONE_AHEAD = -2;

    private final Reader reader;
    private final char delimiter;
    private final List<String> header;
    private int ahead = NONE_AHEAD;

    /** Without a header it is the first row. */
    CsvSource(InputStream stream, char delimiter, @Nullable List<String> header) throws IOException {
        this.reader = ItemSources.text(stream);
        this.delimiter = delimiter;
        this.header = header == null ? firstRow() : List.copyOf(header);
    }

    private List<String> firstRow() throws IOException {
        List<String> row = row();
        if (row == null) {
            throw new IOException("The object is empty: it has no row of headers.");
        }
        return row;
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        List<String> row = row();
        if (row == null) {
            return null;
        }
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < header.size(); i++) {
            item.put(header.get(i), i < row.size() ? row.get(i) : "");
        }
        return item;
    }

    /** Returns the next row that is not blank, or null after the last. */
    private @Nullable List<String> row() throws IOException {
        int c = read();
        while (c == '\n' || c == '\r' || c == '\uFEFF') {
            c = read();
        }
        if (c == END) {
            return null;
        }
        ahead = c;
        List<String> row = new ArrayList<>();
        do {
            row.add(field());
        } while (read() == delimiter);
        return row;
    }

    /** Returns the next field, and leaves what follows it to be read. */
    private String field() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = read();
        if (c == '"') {
            quoted(text);
            c = read();
        }
        while (c != END && c != delimiter && c != '\n' && c != '\r') {
            text.append((char) c);
            c = read();
        }
        ahead = c;
        return text.toString();
    }

    private void quoted(StringBuilder text) throws IOException {
        for (int c = read(); c != END; c = read()) {
            if (c == '"') {
                int following = read();
                if (following != '"') {
                    ahead = following;
                    return;
                }
            }
            text.append((char) c);
        }
        throw new IOException("A quoted field of the CSV object has no end.");
    }

    private int read() throws IOException {
        int c = ahead == NONE_AHEAD ? reader.read() : ahead;
        ahead = c == END ? END : NONE_AHEAD;
        return c;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
