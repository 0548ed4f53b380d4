package dev.headgate.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Step Functions' documentation says of CSV, and RFC 4180. */
class CsvSourceTest {
    private static final List<String> AB = List.of("a", "b");

    @Test
    void rows_areObjectsOfTexts_namedByTheFirst() throws IOException {
        assertThat(read("id,text\n1,fine\r\n2,\u00fc\n", ',', null))
                .containsExactly("{\"id\":\"1\",\"text\":\"fine\"}", "{\"id\":\"2\",\"text\":\"\u00fc\"}");
    }

    @Test
    void quotes_holdDelimiters_lineEnds_andQuotes() throws IOException {
        assertThat(read("\"x, y\",\"two\nlines\"\n\"say \"\"hi\"\"\",\"\"", ',', AB))
                .containsExactly("{\"a\":\"x, y\",\"b\":\"two\\nlines\"}", "{\"a\":\"say \\\"hi\\\"\",\"b\":\"\"}");
    }

    @Test
    void shortRows_areFilled_andLongOnesCut() throws IOException {
        assertThat(read("1\n1,2,3\n", ',', AB))
                .containsExactly("{\"a\":\"1\",\"b\":\"\"}", "{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void spaces_areKept_andBlankLinesAreNot() throws IOException {
        assertThat(read("\n 1 ,2\n\n\r\n3,4\n\n", ',', AB))
                .containsExactly("{\"a\":\" 1 \",\"b\":\"2\"}", "{\"a\":\"3\",\"b\":\"4\"}");
    }

    @Test
    void aRowOfEmptyFields_isARow() throws IOException {
        assertThat(read("\t\n1\t2\n", '\t', AB))
                .containsExactly("{\"a\":\"\",\"b\":\"\"}", "{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void aByteOrderMark_isNoPartOfTheHeader() throws IOException {
        assertThat(read("\uFEFFid|n\n1|2", '|', null)).containsExactly("{\"id\":\"1\",\"n\":\"2\"}");
    }

    @Test
    void rows_areReadOnlyAsFarAsAskedFor() throws IOException {
        InputStream endless = new InputStream() {
            private int at;

            @Override
            public int read() {
                return "1,2\n".charAt(at++ % 4);
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                into[offset] = (byte) read();
                return 1;
            }
        };
        assertThat(new CsvSource(endless, ',', AB).next()).hasToString("{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void whatIsEmpty_orHasNoEnd_isRefused() {
        assertThatThrownBy(() -> read("", ',', null))
                .isInstanceOf(IOException.class)
                .hasMessage("The object is empty: it has no row of headers.");
        assertThatThrownBy(() -> read("1,\"2\n3,4\n", ',', AB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closing quote");
    }

    private static List<String> read(String csv, char delimiter, @Nullable List<String> header) throws IOException {
        List<String> rows = new ArrayList<>();
        InputStream bytes = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        try (CsvSource source = new CsvSource(bytes, delimiter, header)) {
            for (JsonNode row = source.next(); row != null; row = source.next()) {
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
