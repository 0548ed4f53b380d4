package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitIdTest {
    private static final String ATTEMPT = "0123456789abcdef";

    @Test
    void parse_returnsWhatTextSaid_whateverTheNames() {
        for (String request : new String[] {"r-1", ":", "1:2:3", "-:x", "👍\n", "x".repeat(256)}) {
            roundTrip(new Holder(request, null));
            for (String owner : new String[] {"arn:aws:states:::execution:m:r", "12:x", "-", "ü\n:", "👍👍"}) {
                roundTrip(new Holder(request, owner));
            }
        }
    }

    private static void roundTrip(Holder holder) {
        PermitId id = new PermitId(holder, ATTEMPT);
        assertThat(PermitId.parse(id.text())).isEqualTo(id);
        assertThat(id.text()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base 64!", "MDEyMzQ1Njc4OWFiY2RlZg", "MDEyMzQ1Njc4OWFiY2RlZjo5OTk6YQ", "é"})
    void parse_throws_whenNoPermitWasEverCalledSo(String text) {
        assertThatThrownBy(() -> PermitId.parse(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("permitId must be one that a granted ask was answered with");
    }
}
