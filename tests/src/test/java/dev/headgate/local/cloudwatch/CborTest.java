package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 8949, appendix A. */
class CborTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        00                                           | 0
        17                                           | 23
        1818                                         | 24
        1903e8                                       | 1000
        1a000f4240                                   | 1000000
        1b000000e8d4a51000                           | 1000000000000
        3903e7                                       | -1000
        fb3ff199999999999a                           | 1.1
        fa47c35000                                   | 100000.0
        f4                                           | false
        f5                                           | true
        f6                                           | null
        c11a514b67b0                                 | 1363896240
        6449455446                                   | "IETF"
        62c3bc                                       | "ü"
        83010203                                     | [1,2,3]
        a26161016162820203                           | {"a":1,"b":[2,3]}
        bf61610161629f0203ffff                       | {"a":1,"b":[2,3]}
        7f657374726561646d696e67ff                   | "streaming"
        """)
    void read_isTheTree(String bytes, String json) {
        assertThat(Cbor.read(HexFormat.of().parseHex(bytes)).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"62c3", "8301", "bf6161", "58", "f9"})
    void read_refuses_whatIsCutOrUnknown(String bytes) {
        assertThatThrownBy(() -> Cbor.read(HexFormat.of().parseHex(bytes)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void write_isReadAgain() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("text", "ü").put("big", 70_000L);
        tree.put("negative", -5).put("half", 0.5).put("yes", true).putNull("nothing");
        tree.putArray("list").add(1).addObject().put("deep", "x".repeat(300));
        assertThat(Cbor.read(Cbor.write(tree)).toString()).isEqualTo(tree.toString());
    }

    @Test
    void write_marksMoments() {
        byte[] bytes = Cbor.write(JsonNodeFactory.instance.pojoNode(1.5));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("c1fb3ff8000000000000");
    }
}
