package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    private record Row(String request, String message) {}

    @Test
    void read_namesFieldBoundAndValue_whenTheRequestIsWrong() {
        refuses(
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
                        "limits[0].permitz must be one of [key, limit, permits], got: an unknown field"));
    }

    @Test
    void read_namesTheTypo_andNotWhatIsMissingForIt() {
        refuses(
                new Row(
                        "{\"limit\":[{\"limit\":\"x\"}]}",
                        "limit must be one of [action, align, check, circuit, limits, maxWaitSeconds, owner, paced,"
                            + " pauseSeconds, permitId, priority, probeLeaseSeconds, requestId, until, used], got: an"
                            + " unknown field"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\"},{\"name\":\"y\",\"permits\":3}]}",
                        "limits[1].name must be one of [key, limit, permits], got: an unknown field"));
    }

    @Test
    void read_coercesNothing_andSaysWhatItWants() {
        refuses(
                new Row(
                        "{\"limits\":[{\"limit\":\"x\",\"permits\":3.9}]}",
                        "limits[0].permits must be a whole number, got: 3.9"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\",\"permits\":\"7\"}]}",
                        "limits[0].permits must be a whole number, got: \"7\""),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\",\"permits\":3000000000}]}",
                        "limits[0].permits must be a number in range, got: Numeric value (3000000000) out of range of"
                                + " int (-2147483648 - 2147483647)"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\",\"permits\":[1]}]}",
                        "limits[0].permits must be a whole number, got: an array"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\",\"permits\":{}}]}",
                        "limits[0].permits must be a whole number, got: an object"),
                new Row("{\"limits\":[{\"limit\":7}]}", "limits[0].limit must be a string, got: 7"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\"}],\"align\":\"true\"}",
                        "align must be true or false, got: \"true\""),
                new Row("{\"limits\":[{\"limit\":\"x\"}],\"align\":1}", "align must be true or false, got: 1"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\"}],\"action\":\"acquire\"}",
                        "action must be one of [ACQUIRE, PEEK, SETTLE, CANCEL, RELEASE, RENEW, PAUSE, RESUME], got:"
                                + " acquire"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\"}],\"action\":0}",
                        "action must be one of [ACQUIRE, PEEK, SETTLE, CANCEL, RELEASE, RENEW, PAUSE, RESUME], got: 0"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\",\"limit\":\"y\"}]}",
                        "limits[0] must be valid JSON, got: Duplicate field 'limit'"),
                new Row("{\"limits\":{\"limit\":\"x\"}}", "limits must be an array, got: an object"),
                new Row(
                        "{\"limits\":[{\"limit\":\"x\"}]} trailing",
                        "the request must be valid JSON, got: Unrecognized token 'trailing': was expecting (JSON"
                                + " String, Number, Array, Object or token 'null', 'true' or 'false')"),
                new Row("{\"limits\":[null]}", "limits[0] must be given, got: nothing"),
                new Row("null", "the request must be a JSON object, got: null"),
                new Row("[]", "the request must be a JSON object, got: an array"),
                new Row("", "the request must be a JSON object, got: No content to map due to end-of-input"),
                new Row("7", "the request must be a JSON object, got: 7"));
    }

    private static void refuses(Row... table) {
        for (Row row : table) {
            assertThatThrownBy(() -> StrictJson.read(row.request(), GranterRequest.class))
                    .as(row.request())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage(row.message());
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
