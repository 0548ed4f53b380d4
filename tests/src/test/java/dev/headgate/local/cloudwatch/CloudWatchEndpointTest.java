package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls, in both protocols. */
class CloudWatchEndpointTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T10:00:00.5Z"));
    private static final JsonMapper JSON = new JsonMapper();
    private static final CBORMapper CBOR = new CBORMapper();

    /** Tag 1 and a double, RFC 8949. */
    private static final String MARKED_MOMENT = "c1fb41dac1ac68200000";

    private final List<StateChange> changes = new ArrayList<>();
    private final CloudWatch cloudWatch = new CloudWatch(
            List.of(
                    TestAlarms.composite("any", "ALARM(refused)"),
                    TestAlarms.metric("refused", 1, 3, MissingData.IGNORE)),
            null,
            changes::add,
            CLOCK);
    private int port;
    private CloudWatchEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        endpoint = new CloudWatchEndpoint(cloudWatch.alarms(), CLOCK, port);
    }

    @AfterEach
    void stop() {
        endpoint.close();
        cloudWatch.close();
    }

    @Test
    void tagsOfAnAlarm_areListed_inBothProtocols() throws Exception {
        String request = "{\"ResourceARN\":\"" + TestAlarms.PREFIX + "refused\"}";
        String expected = "{\"Tags\":[{\"Key\":\"Limit\",\"Value\":\"ai-gateway\"}]}";
        assertThat(json("ListTagsForResource", request).toString()).isEqualTo(expected);
        assertThat(cbor("ListTagsForResource", request).toString()).isEqualTo(expected);
        assertThat(cbor("ListTagsForResource", "{\"ResourceARN\":\"x\"}").toString())
                .isEqualTo("{\"__type\":\"ResourceNotFoundException\",\"message\":\"Unknown: x\"}");
    }

    @Test
    void alarms_areDescribed_byTypeNameAndState() throws Exception {
        JsonNode alarm = cbor("DescribeAlarms", "{}").at("/MetricAlarms/0");
        assertThat(alarm.path("AlarmName").textValue()).isEqualTo("refused");
        assertThat(alarm.path("StateValue").textValue()).isEqualTo("INSUFFICIENT_DATA");
        assertThat(alarm.path("StateUpdatedTimestamp").doubleValue()).isEqualTo(1795600800.5);
        assertThat(alarm.at("/Metrics/0/MetricStat").toString())
                .isEqualTo("{\"Period\":60,\"Stat\":\"Sum\",\"Metric\":{\"Namespace\":\"Headgate\",\"MetricName\":"
                        + "\"CallsRefused\",\"Dimensions\":[{\"Name\":\"Limit\",\"Value\":\"ai-gateway\"}]}}");
        assertThat(cbor("DescribeAlarms", "{}").path("CompositeAlarms")).isEmpty();
        assertThat(json("DescribeAlarms", "{\"AlarmTypes\":[\"CompositeAlarm\"]}")
                        .at("/CompositeAlarms/0/AlarmRule")
                        .textValue())
                .isEqualTo("ALARM(refused)");
        assertThat(json("DescribeAlarms", "{\"AlarmNames\":[\"other\"]}").path("MetricAlarms"))
                .isEmpty();
        assertThat(json("DescribeAlarms", "{\"StateValue\":\"OK\"}").path("MetricAlarms"))
                .isEmpty();
    }

    @Test
    void moments_areMarked_inCborAlone() throws Exception {
        assertThat(HexFormat.of().formatHex(answer("DescribeAlarms", CBOR.writeValueAsBytes(CBOR.createObjectNode()))))
                .contains(MARKED_MOMENT);
        assertThat(json("DescribeAlarms", "{}")
                        .at("/MetricAlarms/0/StateUpdatedTimestamp")
                        .doubleValue())
                .isEqualTo(1795600800.5);
    }

    @Test
    void unreadableRequests_areRefused_inBothProtocols() throws Exception {
        assertThat(json("DescribeAlarms", "{\"AlarmNames\":").path("__type").textValue())
                .isEqualTo("SerializationException");
        assertThat(CBOR.readTree(answer("DescribeAlarms", HexFormat.of().parseHex("bf6161")))
                        .path("__type")
                        .textValue())
                .isEqualTo("SerializationException");
    }

    @Test
    void setAlarmState_setsIt_andTellsOfIt() throws Exception {
        cbor("SetAlarmState", "{\"AlarmName\":\"refused\",\"StateValue\":\"ALARM\",\"StateReason\":\"a drill\"}");
        assertThat(changes).extracting(change -> change.alarm().name()).containsExactly("refused", "any");
        assertThat(changes.getFirst().after().reason()).isEqualTo("a drill");
        assertThat(cbor("SetAlarmState", "{\"AlarmName\":\"refused\",\"StateValue\":\"RED\"}")
                        .path("message")
                        .textValue())
                .isEqualTo("StateValue must be one of [OK, ALARM, INSUFFICIENT_DATA], got: RED");
    }

    @Test
    void whatIsNotServed_isRefusedByName() throws Exception {
        assertThat(json("PutMetricAlarm", "{}").path("message").textValue())
                .isEqualTo("not supported by this local CloudWatch: PutMetricAlarm");
        HttpResponse<byte[]> query =
                send(request("").POST(HttpRequest.BodyPublishers.ofString("Action=DescribeAlarms")));
        assertThat(JSON.readTree(query.body()).path("message").textValue()).endsWith("not the query protocol");
    }

    private JsonNode json(String operation, String request) throws Exception {
        return JSON.readTree(send(request("")
                        .header("X-Amz-Target", "GraniteServiceVersion20100801." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(request)))
                .body());
    }

    private JsonNode cbor(String operation, String request) throws Exception {
        return CBOR.readTree(answer(operation, CBOR.writeValueAsBytes(JSON.readTree(request))));
    }

    private byte[] answer(String operation, byte[] cbor) throws Exception {
        HttpResponse<byte[]> response = send(request("service/GraniteServiceVersion20100801/operation/" + operation)
                .POST(HttpRequest.BodyPublishers.ofByteArray(cbor)));
        assertThat(response.headers().firstValue("smithy-protocol")).hasValue("rpc-v2-cbor");
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/" + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
