package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.testing.DynamoDbLocal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each file of {@code events/}, given to its function's handler, comes to what it is said to. */
@ExtendWith(DynamoDbLocal.Shared.class)
class EventsTest {
    private static final Path EVENTS = Path.of(System.getProperty("headgate.home"), "events");
    private static final String MALFORMED = "dev.headgate.InvalidRequestException: ";

    /** An event, the events that must have come before it, and what its outcome holds. */
    private static final String OUTCOMES = """
        ai-worker/batch | | `{"batchItemFailures":[]} answered: [r-0001, r-0002, r-0003]; dead letters: []; told: {}`
        ai-worker/batch-with-task-token | | `answered: [r-0001, r-0002, r-0003]; dead letters: []; told: {sample-task-token=Done[succeeded=3, deadLettered=0]}`
        ai-worker/malformed-beside-good | | `{"batchItemFailures":[]} answered: [r-0001]; dead letters: [MalformedItem: the request must be valid JSON, got: Unrecognized token 'this'`
        ai-worker/malformed-item-without-text | | `{"batchItemFailures":[]} answered: []; dead letters: [MalformedItem: text must be given, got: nothing]`
        ai-worker/malformed-no-items | | `{"batchItemFailures":[]} answered: []; dead letters: [MalformedItem: items.length must be between 1 and 100, got: 0]`
        ai-worker/rest-of-a-batch | | `answered: [r-0003]; dead letters: []; told: {sample-task-token=Done[succeeded=2, deadLettered=1]}`
        circuit-checker/check | | `{"allowed":true,"state":"CLOSED","generation":1}`
        circuit-checker/check-with-lease | | `{"allowed":true,"state":"CLOSED","generation":1}`
        circuit-checker/force-open | | `{"changed":true,"state":"FORCED_OPEN","generation":2}`
        circuit-checker/malformed-force-without-why | | why must be given, got: nothing
        circuit-checker/malformed-negative-count | | successes must be between 0 and 1000000000, got: -1
        circuit-checker/malformed-no-outcome | | outcome, status or counts (successes, failures, slow, slowFailures, throttled) must be given, got: neither
        circuit-checker/malformed-repeated-without-name | | reportId must be given with repeated, got: nothing
        circuit-checker/refused-report-repeated | circuit-checker/report-named | `{"recorded":false,"reason":"DUPLICATE","state":"CLOSED","generation":1}`
        circuit-checker/report-named | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":1,"failureRate":100.0,`
        circuit-checker/malformed-unknown-action | | action must be one of [CHECK, REPORT, RENEW, FORCE, RESET], got: OPEN
        circuit-checker/refused-after-outage | circuit-checker/report-outage | `{"allowed":false,"state":"OPEN","generation":2,"reason":"CIRCUIT_OPEN","retryAt":`
        circuit-checker/refused-after-force | circuit-checker/force-open | `{"allowed":false,"state":"FORCED_OPEN","generation":2,"reason":"FORCED_OPEN","retryAt":`
        circuit-checker/refused-renew-unknown-probe | | `{"renewed":false,"state":"CLOSED","generation":1}`
        circuit-checker/refused-stale-generation | | `{"recorded":false,"reason":"STALE_GENERATION","state":"CLOSED","generation":1}`
        circuit-checker/report-batch | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":10,"failureRate":10.0,"slowCallRate":0.0}`
        circuit-checker/report-outage | | `{"recorded":true,"state":"OPEN","generation":2,"calls":20,"failureRate":100.0,"slowCallRate":0.0}`
        circuit-checker/report-slow-batch | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":44,"failureRate":2.3,`
        circuit-checker/report-status | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":1,"failureRate":100.0,`
        circuit-checker/report-success | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":1,"failureRate":0.0,"slowCallRate":0.0}`
        circuit-checker/report-throttled | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":0,"failureRate":0.0,"slowCallRate":0.0}`
        circuit-checker/malformed-key-without-limit | | limit must be given with key or headers, got: nothing
        circuit-checker/malformed-report-of-quota | | limit must be a RATE limit for outcomes, got: monthly-budget
        circuit-checker/malformed-header | | headers.x-ratelimit-remaining-requests must be a string of at most 4096 characters, or a list of them, got: NUMBER
        circuit-checker/report-for-limit | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":1,"failureRate":0.0,"slowCallRate":0.0}`
        circuit-checker/report-throttled-for-limit | | `{"recorded":true,"state":"CLOSED","generation":1,"calls":0,`
        circuit-checker/reset | circuit-checker/force-open | `{"changed":true,"state":"CLOSED","generation":3}`
        circuit-checker/unknown-circuit | | got: no-such-circuit
        concurrency-adjuster/alarm | | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[{"ladder":"CEILING","fromPercent":100,"toPercent":50,"cause":"ALARM","why":["headgate-ThrottledShareAlarm-1"]}`
        concurrency-adjuster/alarm | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/alarm | concurrency-adjuster/ok | `"ceilingPercent":100,"concurrencyPercent":100,"paused":false,"changes":[]`
        concurrency-adjuster/alarm-by-eventbridge | | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[{"ladder":"CEILING","fromPercent":100,"toPercent":50,"cause":"ALARM","why":["headgate-ThrottledShareAlarm-1"]}`
        concurrency-adjuster/alarm-by-eventbridge | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/alarm-of-one-metric | | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[{"ladder":"CEILING","fromPercent":100,"toPercent":50,"cause":"ALARM","why":["headgate-refused"]}`
        concurrency-adjuster/alarm-of-composite | | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[{"ladder":"CEILING","fromPercent":100,"toPercent":50,"cause":"ALARM","why":["headgate-DownstreamOverloadedAlarm-1"]}`
        concurrency-adjuster/alarm-of-composite-by-eventbridge | | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[{"ladder":"CEILING","fromPercent":100,"toPercent":50,"cause":"ALARM","why":["headgate-DownstreamOverloadedAlarm-1"]}`
        concurrency-adjuster/ok | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/ok-by-eventbridge | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/ok-that-is-late | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/insufficient-data | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/insufficient-data-by-eventbridge | concurrency-adjuster/alarm | `{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}`
        concurrency-adjuster/tick | concurrency-adjuster/alarm | `{"limits":[{"limit":"ai-gateway","ceilingPercent":50,"concurrencyPercent":50,"paused":false,"changes":[],"failures":[]}]}`
        concurrency-adjuster/tick | | `{"limits":[]}`
        concurrency-adjuster/reset | concurrency-adjuster/alarm | `"fromPercent":50,"toPercent":100,"cause":"RESET","why":["ada: the alarm is gone"]`
        concurrency-adjuster/refused-no-adjuster | | `{"limit":"plain-limit","followed":false}`
        concurrency-adjuster/malformed-no-limit | | `:alarm:other-composite must have a metric with the dimension Limit, or the tag Limit, got: neither`
        concurrency-adjuster/malformed-two-limits | | `metrics must name one Limit, got: [ai-gateway, other-limit]`
        concurrency-adjuster/malformed-no-state | | alarmData.state must be given, got: nothing
        concurrency-adjuster/malformed-unknown-state | | `alarmData.state.value must be one of [OK, INSUFFICIENT_DATA, ALARM], got: ALERT`
        concurrency-adjuster/malformed-timestamp | | alarmData.state.timestamp must be a moment such as 2026-11-22T19:00:00.000+0000, got: yesterday
        concurrency-adjuster/malformed-another-event | | got: CloudWatch Alarm Configuration Change
        concurrency-adjuster/malformed-reset-without-why | | why must be given, got: nothing
        limit-resource/create-circuit | | `SUCCESS {"Name":"sentiment-api"}; limit: none; circuit: 50 %`
        limit-resource/create-concurrency | | `SUCCESS {"Name":"transcriber"}; limit: 20 slots for PT2M; circuit: none`
        limit-resource/create-quota | | `SUCCESS {"Name":"monthly-budget"}; limit: 1000000 a MONTH in Europe/Berlin; circuit: none`
        limit-resource/create-quota-with-overrides | | `SUCCESS {"Name":"tenant-budget"}; limit: 1000000 a MONTH in Europe/Berlin, but {tenant-7=5000000}; circuit: none`
        limit-resource/create-concurrency-with-overrides | | `SUCCESS {"Name":"tenant-lanes"}; limit: 2 slots for PT2M, but {tenant-7=20}; circuit: none`
        limit-resource/malformed-quota-override-of-window | | `FAILED SampleQuota: Window must be one of [Permits], got: an unknown property; limit: none`
        limit-resource/malformed-quota-override-out-of-range | | FAILED SampleQuota: permits must be between 1 and 1000000000000, got: 0; limit: none
        limit-resource/malformed-concurrency-override-out-of-range | | FAILED SampleLimit: slots must be between 1 and 100000, got: 100001; limit: none
        limit-resource/malformed-concurrency-override-of-shared | | FAILED SampleLimit: overrides must be absent for a limit that is shared, got: 1; limit: none
        limit-resource/create-circuit-with-all | | `SUCCESS {"Name":"sentiment-api"}; limit: none; circuit: 50 %`
        limit-resource/create-limit | | `SUCCESS {"Name":"sentiment-api","GrantedBurst":5,"Warning":""}; limit: 10 with burst 20; circuit: none`
        limit-resource/create-limit-with-adjuster | | `SUCCESS {"Name":"sentiment-api","GrantedBurst":5,"Warning":""}; limit: 10 with burst 20; circuit: none`
        limit-resource/malformed-limit-adjuster-floor | | FAILED SampleLimit: Queues.Floor must be between 2 and 20, got: 1; limit: none
        limit-resource/create-limit-that-follows | | `SUCCESS {"Name":"sentiment-api","GrantedBurst":5,"Warning":""}; limit: 10 with burst 20, ON GOODPUT from 0.5 to 200.0; circuit: none`
        limit-resource/malformed-limit-floor-above-ceiling | | FAILED SampleLimit: Adaptive.floor and ceiling must be between 1.0E-7 and 1000000.0 a second, floor not above ceiling, got: 20.0 and 5.0; limit: none
        limit-resource/malformed-limit-beta-out-of-range | | FAILED SampleLimit: Adaptive.beta must be between 0.01 and 1.0, got: 1.5; limit: none
        limit-resource/create-limit-with-options | | `SUCCESS {"Name":"sentiment-api","GrantedBurst":2500,"Warning":""}; limit: 1000 with burst 4000, but {tenant-7=OwnRate[permits=2000, burst=8000]}; circuit: none`
        limit-resource/create-limit-with-too-little-burst | | `"GrantedBurst":1,"Warning":"burst 10 at 10 per PT1S leaves less than 1 unit after PT1.5S of lateness`
        limit-resource/delete-circuit | limit-resource/create-circuit | `SUCCESS null; limit: none; circuit: none`
        limit-resource/delete-limit | limit-resource/create-limit | `SUCCESS null; limit: none; circuit: none`
        limit-resource/malformed-limit-out-of-range | | FAILED SampleLimit: permits must be between 1 and 1000000000, got: 0; limit: none
        limit-resource/malformed-limit-override-out-of-range | | FAILED SampleLimit: permits must be between 1 and 1000000000, got: 0; limit: none
        limit-resource/malformed-quota-unknown-zone | | FAILED SampleQuota: TimeZone must be a zone of the IANA data base
        limit-resource/malformed-unknown-property | | `FAILED SampleLimit: Bursts must be one of [Adaptive, Adjuster, Burst, LatenessMillis, Name, `
        limit-resource/update-limit | limit-resource/create-limit | `SUCCESS {"Name":"sentiment-api","GrantedBurst":12,"Warning":""}; limit: 5 with burst 20; circuit: none`
        permit-granter/acquire | | `{"granted":true,"startAt":"2026-11-22T19:00:00Z","waitSeconds":0,"intervalMillis":100,"burst":1,"limits":[{"limit":"ai-gateway","permits":1,"remaining":4,`
        permit-granter/acquire-aligned | | `{"granted":true,"startAt":"2026-11-22T19:00:00Z","waitSeconds":0,`
        permit-granter/acquire-checked | | `"remaining":4,"resetSeconds":1}],"check":{"allowed":true,"state":"CLOSED","generation":1}}`
        permit-granter/acquire-durable | | `"intervalMillis":100,"burst":3,"permitId":"`
        permit-granter/acquire-guarded | | `{"granted":true,"startAt":"2026-11-22T19:00:00Z","waitSeconds":0,`
        permit-granter/acquire-low-priority | | `{"granted":true,"startAt":"2026-11-22T19:00:00Z","waitSeconds":0,`
        permit-granter/acquire-many | | `"intervalMillis":100,"burst":5,"nextAt":"2026-11-22T19:00:00.100Z","limits":[{"limit":"ai-gateway","permits":1000,"remaining":0,`
        permit-granter/acquire-paced | | `"intervalMillis":100,"burst":5,"nextAt":"2026-11-22T19:00:00.100Z","limits":[{"limit":"ai-gateway","permits":10,"remaining":0,`
        permit-granter/cancel | permit-granter/acquire-durable | `{"done":true,"state":"CANCELLED"}`
        permit-granter/acquire-quota | | `{"granted":true,"startAt":"2026-11-22T19:00:00Z","waitSeconds":0,`
        permit-granter/acquire-slot | | `"limits":[{"limit":"transcriber","permits":1,"lease":{"slot":0,"epoch":1795374000001,"until":"2026-11-22T19:02:00Z"}}]`
        permit-granter/malformed-check-with-wait | | maxWaitSeconds must be 0 with check, got: 60
        permit-granter/malformed-fraction | | limits[0].permits must be a whole number, got: 3.9
        permit-granter/malformed-more-than-ever-granted | | permits must be at most 5 for limit ai-gateway with a wait of at most PT0S, got: 1000
        permit-granter/malformed-no-limit | | limits must be given, got: nothing
        permit-granter/malformed-number-as-text | | `limits[0].permits must be a whole number, got: "7"`
        permit-granter/malformed-owner-without-request | | requestId must be given with owner, got: nothing
        permit-granter/malformed-permit-id | | permitId must be one that a granted ask was answered with, got: r-0001-0
        permit-granter/malformed-permits-out-of-range | | limits[0].permits must be between 1 and 100000, got: -3
        permit-granter/malformed-request-of-another-ask | permit-granter/acquire-durable | requestId must be another one for another ask, got: r-0001-0
        permit-granter/malformed-settle-of-another-limit | permit-granter/acquire-durable | used must name limits and keys of the permit
        permit-granter/malformed-settle-with-limits | | limits must be absent for SETTLE, got: a value
        permit-granter/malformed-settle-without-used | | used must be given, got: nothing
        permit-granter/malformed-pause-without-end | | until or pauseSeconds must be given for PAUSE, got: neither
        permit-granter/malformed-renew-without-lease | permit-granter/acquire-durable | permitId must be of a permit with a CONCURRENCY limit
        permit-granter/malformed-renew-no-permit | | permitId must be given, got: nothing
        permit-granter/malformed-slot-without-request | | requestId must be given for limit transcriber
        permit-granter/malformed-unknown-field | | `maxWaitSecs must be one of [action, align, check, circuit, limits, maxWaitSeconds, `
        permit-granter/peek | | `{"limit":"ai-gateway","available":5,"waiting":0,`
        permit-granter/pause | | `{"paused":true,"until":"2026-11-22T19:00:30Z"}`
        permit-granter/refused-after-many | permit-granter/acquire-many | `{"granted":false,"reason":"RATE","limit":"ai-gateway","retryAt":"2026-11-22T19:0`
        permit-granter/refused-cancel-after-settle | permit-granter/acquire-durable permit-granter/settle | `{"done":false,"reason":"SETTLED"}`
        permit-granter/refused-settle-of-unknown-permit | | `{"done":false,"reason":"UNKNOWN_PERMIT"}`
        permit-granter/release | permit-granter/acquire-durable | `{"done":true,"state":"RELEASED"}`
        permit-granter/settle | permit-granter/acquire-durable | `{"done":true,"state":"SETTLED","used":[{"limit":"ai-gateway","permits":2}]}`
        permit-granter/settle-more-than-estimated | permit-granter/acquire-durable | `"used":[{"limit":"ai-gateway","permits":30}]}`
        permit-granter/refused-after-outage | circuit-checker/report-outage | `{"granted":false,"reason":"CIRCUIT_OPEN","circuit":"ai-gateway","retryAt":"2026-11-22T19:00:1`
        permit-granter/refused-check-after-outage | circuit-checker/report-outage | `"check":{"allowed":false,"state":"OPEN","generation":2,"reason":"CIRCUIT_OPEN","retryAt":"2026-11-22T19:00:1`
        permit-granter/refused-after-pause | permit-granter/pause | `{"granted":false,"reason":"PAUSED","limit":"ai-gateway","retryAt":"2026-11-22T19:0`
        permit-granter/resume-after-pause | permit-granter/pause | `{"resumed":true}`
        permit-granter/acquire-after-reported-pause | circuit-checker/report-throttled-for-limit | `{"granted":true,"startAt":"2026-11-22T19:00:05`
        permit-granter/refused-all-slots-lent | permit-granter/acquire-slot | `{"granted":false,"reason":"CONCURRENCY","limit":"transcriber",`
        permit-granter/unknown-limit | | got: no-such-limit
        reservation-cleanup/execution-failed | permit-granter/acquire-slot | `{"ended":1}`
        reservation-cleanup/malformed-still-running | | detail.status must be one of [SUCCEEDED, FAILED, TIMED_OUT, ABORTED], got: RUNNING
        """;

    private final DynamoDbLocal dynamoDb;

    EventsTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = OUTCOMES)
    void event_comesToItsOutcome_whichItsNameTells(String event, String before, String outcome) throws IOException {
        try (EventBench bench = new EventBench(dynamoDb)) {
            for (String earlier : before == null ? new String[0] : before.split(" ", -1)) {
                bench.outcome(earlier);
            }
            String came = bench.outcome(event);
            assertThat(came).contains(outcome);
            assertThat(nameFor(came)).isEqualTo(kind(event));
        }
    }

    @Test
    void events_haveAllAnOutcome() throws IOException {
        Set<String> expected = OUTCOMES.lines()
                .map(row -> row.substring(0, row.indexOf('|')).strip())
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.walk(EVENTS)) {
            Set<String> there = files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> EVENTS.relativize(file)
                            .toString()
                            .replace('\\', '/')
                            .replace(".json", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(there).isEqualTo(expected);
        }
    }

    /** What reads them beside us, such as a proxy of SQS, may check the digest. */
    @Test
    void messages_haveTheDigestOfTheirBody() throws Exception {
        try (Stream<Path> files = Files.list(EVENTS.resolve("ai-worker"))) {
            for (Path file : files.toList()) {
                for (JsonNode message : new JsonMapper().readTree(file.toFile()).path("Records")) {
                    byte[] body = message.path("body").asText().getBytes(StandardCharsets.UTF_8);
                    byte[] digest = MessageDigest.getInstance("MD5").digest(body);
                    assertThat(message.path("md5OfBody").asText())
                            .as(file.toString())
                            .isEqualTo(HexFormat.of().formatHex(digest));
                }
            }
        }
    }

    @Test
    void reviews_areAtLeast200_eachWithItsOwnIdAndAText() throws IOException {
        List<String> lines = Files.readAllLines(EVENTS.resolve("reviews.jsonl"));
        Set<String> ids = new TreeSet<>();
        for (String line : lines) {
            JsonNode review = new JsonMapper().readTree(line);
            assertThat(review.fieldNames()).toIterable().containsExactly("id", "text");
            assertThat(review.path("text").asText()).as(line).isNotEmpty();
            ids.add(review.path("id").textValue());
        }
        assertThat(ids).hasSize(lines.size()).hasSizeGreaterThanOrEqualTo(200);
    }

    private static String kind(String event) {
        String name = event.substring(event.indexOf('/') + 1);
        return Stream.of("malformed", "refused", "unknown")
                .filter(kind -> name.startsWith(kind + "-"))
                .findFirst()
                .orElse("good");
    }

    /** Returns how a file must be named whose event came to this. */
    private static String nameFor(String outcome) {
        if (outcome.startsWith(MALFORMED) || outcome.startsWith("FAILED") || outcome.contains("MalformedItem")) {
            return "malformed";
        }
        if (outcome.startsWith("dev.headgate.Unknown")) {
            return "unknown";
        }
        boolean refused = Stream.of("granted", "allowed", "recorded", "renewed", "done", "followed")
                .anyMatch(field -> outcome.contains('"' + field + "\":false"));
        return refused ? "refused" : "good";
    }
}
