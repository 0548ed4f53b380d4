package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.gateway.Call;
import dev.headgate.local.gateway.HiddenRate;
import dev.headgate.local.gateway.Outage;
import dev.headgate.local.gateway.StandInGateway;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges a run by the gateway's own log, not by what Headgate says of itself. */
final class Judge {
    private final DemoOptions options;
    private final Reviews reviews;
    private final StandInGateway gateway;
    private final Resources stack;
    private final AwsJson aws;
    private final Tables tables;
    private final InstantSource clock;

    Judge(
            DemoOptions options,
            Reviews reviews,
            StandInGateway gateway,
            Resources stack,
            AwsJson aws,
            InstantSource clock) {
        this.options = options;
        this.reviews = reviews;
        this.gateway = gateway;
        this.stack = stack;
        this.aws = aws;
        this.tables = new Tables(aws, stack);
        this.clock = clock;
    }

    /** How an execution ended, and what was noted on its way. */
    record Ending(String job, JsonNode state, Usage usage, List<Sample> samples) {}

    /** Returns the run that ended so, judged by what the gateway logged and the stack holds. */
    Run judge(Ending ending) throws InterruptedException {
        List<Call> calls = gateway.log().calls();
        List<ObjectNode> results = tables.results(ending.job);
        List<JsonNode> deadLetters =
                new DeadLetters(aws, stack.endpoint(Endpoint.SQS), stack.queueUrl("WorkDeadLetterQueue")).read();
        Set<String> answered =
                results.stream().map(result -> result.path("itemId").asText()).collect(Collectors.toSet());
        Outcome outcome = Outcome.judge(
                reviews.ids(),
                reviews.prompts(stack.parameter("PromptTemplate")),
                answered,
                DeadLetters.ids(deadLetters, ending.job),
                calls);
        Limit limit = new Limit(options.rate(), options.burst(), Long.parseLong(stack.parameter("LatenessMillis")));
        Instant called = gateway.log().firstAt();
        Instant first = called == null ? clock.instant() : called;
        HiddenRate hidden = options.hiddenRate();
        Timeline timeline = Timeline.of(calls, ending.samples, first, new Capacity(limit, hidden));
        Outage outage = options.outage();
        Summary summary = Summary.of(
                options.workflow().toString(),
                ending.state.path("status").asText(),
                outcome,
                gateway.log().counts(),
                Figures.of(calls, limit),
                limit,
                timeline.longestLine(),
                ending.usage,
                outage == null ? null : Recovery.of(outage, first, ending.samples),
                hidden == null ? null : followed(hidden, calls, timeline, tables.adjusterSteps(first)));
        return new Run(summary, timeline, results, deadLetters, reason(ending.state));
    }

    private Following followed(HiddenRate hidden, List<Call> calls, Timeline timeline, List<AdjusterStep> steps) {
        int period = (int) Objects.requireNonNull(options.alarmPeriod()).toSeconds();
        List<Double> granted = Objects.requireNonNull(timeline.rates()).headgate();
        return Following.of(hidden, calls, options.itemsInFlight(), granted, period, steps);
    }

    private static String reason(JsonNode state) {
        return (state.path("error").asText("") + " " + state.path("cause").asText("")).strip();
    }
}
