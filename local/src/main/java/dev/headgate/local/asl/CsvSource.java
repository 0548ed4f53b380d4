package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV object, each an object of texts. A row that is too short is filled with empty texts, what is too
 * much in one is left out.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html">parsing rules</a>
 */
final class CsvSource implements ItemSource {
    private static final ObjectReader ROWS =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build().readerFor(String[].class);

    private final MappingIterator<String[]> rows;
    private final List<String> header;

    /** Without a header it is the first row. */
    CsvSource(InputStream stream, char delimiter, @Nullable List<String> header) throws IOException {
        this.rows = ROWS.with(CsvSchema.emptySchema().withColumnSeparator(delimiter))
                .readValues(stream);
        this.header = header == null ? firstRow() : List.copyOf(header);
    }

    private List<String> firstRow() throws IOException {
        String[] row = row();
        if (row == null) {
            throw new IOException("The object is empty: it has no row of headers.");
        }
        return List.of(row);
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        String[] row = row();
        if (row == null) {
            return null;
        }
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < header.size(); i++) {
            item.put(header.get(i), i < row.length ? row[i] : "");
        }
        return item;
    }

    /** Returns the next row that is not an empty line, or null after the last. */
    private String @Nullable [] row() throws IOException {
        while (rows.hasNextValue()) {
            String[] row = rows.nextValue();
            if (row.length > 1 || !row[0].isEmpty()) {
                return row;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
