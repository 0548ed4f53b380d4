package dev.headgate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestPasserTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final List<String> counted = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4_095, 65_535, 1 << 20})
    void requests_passUnchanged_howeverTheyArrive(int bytesAtOnce) throws Exception {
        String sent = GET + post("first") + post("x".repeat(200_000)) + GET + post("");

        HttpRequestPasser passer = passer(new Slow(sent, bytesAtOnce));
        int requests = 0;
        while (passer.passOne()) {
            requests++;
        }

        assertThat(requests).isEqualTo(5);
        assertThat(passed.toString(StandardCharsets.ISO_8859_1)).isEqualTo(sent);
        assertThat(counted).containsExactly("0", "5 Op", "4096 Op", "0", "0 Op");
    }

    @Test
    void passOne_throws_whenTheClientEndsWithinABody() {
        HttpRequestPasser passer = passer(new Slow("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort", 100));
        assertThatExceptionOfType(EOFException.class).isThrownBy(passer::passOne);
    }

    @Test
    void passOne_throws_whenAHeadIsTooLong() {
        HttpRequestPasser passer = passer(new Slow("GET / HTTP/1.1\r\nA: " + "x".repeat(70_000), 1_000));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(passer::passOne)
                .withMessageContaining("at most 65536 bytes");
    }

    private HttpRequestPasser passer(InputStream from) {
        return new HttpRequestPasser(from, new BufferedOutputStream(passed), (head, body) -> {
            String target = head.header("X-Amz-Target");
            counted.add((body.length + " " + target).strip());
        });
    }

    private static String post(String body) {
        return "POST / HTTP/1.1\r\nx-amz-target: Op\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Gives so many bytes at once at most. */
    private static final class Slow extends ByteArrayInputStream {
        private final int most;

        Slow(String text, int most) {
            super(text.getBytes(StandardCharsets.ISO_8859_1));
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, most));
        }
    }
}
