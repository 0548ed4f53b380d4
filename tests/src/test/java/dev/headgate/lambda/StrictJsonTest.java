package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    private record Row(String request, String message) {}

    @Test
    void read_namesFieldBoundAndValue_whenTheRequestIsWrong() {
        Row[] table = {
            new Row(
                    "{\"limits\":[{\"limit\":\"x\",\"permits\":-3}]}",
                    "limits[0].permits must be between 1 and 100000, got: -3"),
            new Row(
                    "{\"limits\":[{\"limit\":\"x\",\"permits\":0}]}",
                    "limits[0].permits must be between 1 and 100000, got: 0"),
            new Row(
                    "{\"limits\":[" + "{\"limit\":\"x\"},".repeat(10) + "{\"limit\":\"y\"}]}",
                    "limits must have 1 to 10 elements, got: 11"),
            new Row("{\"limits\":[]}", "limits must have 1 to 10 elements, got: 0"),
            new Row("{}", "limits must be given, got: nothing"),
            new Row("{\"limits\":[{}]}", "limits[0].limit must be given, got: nothing"),
            new Row("{\"limits\":[{\"limit\":\"\"}]}", "limits[0].limit must match [A-Za-z0-9._-]{1,128}, got: "),
            new Row(
                    "{\"limits\":[{\"limit\":\"x\"}],\"maxWaitSeconds\":2592001}",
                    "maxWaitSeconds must be between 0 and 2592000, got: 2592001"),
            new Row(
                    "{\"limits\":[{\"limit\":\"x\",\"permitz\":1}]}",
                    "limits[0].permitz must be one of [key, limit, permits], got: an unknown field"),
        };
        for (Row row : table) {
            assertThatThrownBy(() -> StrictJson.read(row.request(), GranterRequest.class))
                    .as(row.request())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage(row.message());
        }
    }

    @Test
    void read_coercesNothing() {
        String[] requests = {
            "{\"limits\":[{\"limit\":\"x\",\"permits\":3.9}]}",
            "{\"limits\":[{\"limit\":\"x\",\"permits\":\"7\"}]}",
            "{\"limits\":[{\"limit\":7}]}",
            "{\"limits\":[{\"limit\":\"x\"}],\"align\":\"true\"}",
            "{\"limits\":[{\"limit\":\"x\"}],\"action\":\"acquire\"}",
            "{\"limits\":[{\"limit\":\"x\"}],\"action\":0}",
            "{\"limits\":[{\"limit\":\"x\",\"limit\":\"y\"}]}",
            "{\"limits\":{\"limit\":\"x\"}}",
            "{\"limits\":[{\"limit\":\"x\"}]} trailing",
            "{\"limits\":[null]}",
            "null",
            "[]",
            "",
            "7",
        };
        for (String request : requests) {
            assertThatThrownBy(() -> StrictJson.read(request, GranterRequest.class))
                    .as(request)
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void read_takesWhatIsMeant() {
        GranterRequest request = StrictJson.read(
                "{\"limits\":[{\"limit\":\"x\",\"permits\":10,\"key\":\"tenant-7\"}],\"maxWaitSeconds\":300,\"circuit\":\"c\"}",
                GranterRequest.class);
        assertThat(request.toPermitRequest().claims().getFirst().permits()).isEqualTo(10);
        assertThat(request.toPermitRequest().maxWait()).hasSeconds(300);
        assertThat(request.toPermitRequest().circuit()).isEqualTo("c");
    }
}
