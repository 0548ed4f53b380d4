package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.cloud.LocalCloudOptions;
import dev.headgate.local.gateway.Call;
import dev.headgate.local.gateway.GatewayOptions;
import dev.headgate.local.gateway.HiddenRate;
import dev.headgate.local.gateway.Outage;
import dev.headgate.local.gateway.StandInGateway;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs the main job on this machine: a stand-in gateway that judges, the stack of template.yaml beside it, the reviews
 * in its bucket, one execution of a workflow.
 */
public final class Demo {
    private static final String KEY = "input/reviews.jsonl";

    /** More processes than cores only make each other late. */
    private static final int ENVIRONMENTS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int LEAST_IN_FLIGHT = 10;
    private static final Duration SLOW_LANE_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final DateTimeFormatter JOB =
            DateTimeFormatter.ofPattern("'demo-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final DemoOptions options;
    private final PrintStream notes;
    private final Function<Integer, Progress> progress;
    private final InstantSource clock;

    /**
     * @param notes where one line at a time is said about what goes on
     * @param progress makes the display for a number of reviews
     */
    Demo(DemoOptions options, PrintStream notes, Function<Integer, Progress> progress, InstantSource clock) {
        this.options = options;
        this.notes = notes;
        this.progress = progress;
        this.clock = clock;
    }

    /** Returns a demo that shows a bar on standard error where there is a terminal, and plain lines elsewhere. */
    public static Demo on(PrintStream notes, DemoOptions options, boolean terminal) {
        return new Demo(
                options,
                notes,
                reviews -> terminal ? new BarProgress(reviews) : new PlainProgress(notes, reviews),
                InstantSource.system());
    }

    /**
     * Returns the judged run; its files are not written yet.
     *
     * @throws DemoException when it cannot be run
     */
    public Run run() throws IOException, InterruptedException {
        Reviews read = Reviews.read(options.input());
        Reviews reviews = read.take(options.wanted(read.all().size()));
        String key = randomKey();
        notes.println("Starting the stand-in gateway and the stack of template.yaml");
        try (StandInGateway gateway = StandInGateway.start(gatewayOptions(key));
                LocalCloud cloud = LocalCloud.start(cloudOptions(gateway, key));
                AwsJson aws = new AwsJson()) {
            return run(reviews, gateway, new Resources(cloud), aws);
        }
    }

    private GatewayOptions gatewayOptions(String key) {
        return GatewayOptions.builder(key, options.rate(), options.burst())
                .outage(options.outage())
                .hidden(options.hiddenRate())
                .build();
    }

    private LocalCloudOptions cloudOptions(StandInGateway gateway, String key) {
        LocalCloudOptions.Builder told = LocalCloudOptions.builder(options.home())
                .freePorts()
                .maxEnvironments(ENVIRONMENTS)
                .workDirectory(options.out().resolve("run"))
                .parameter("GatewayUrl", gateway.baseUrl().toString())
                .parameter("GatewayApiKey", key)
                .parameter("GatewayRatePerSecond", Integer.toString(options.rate()))
                .parameter("GatewayBurst", Integer.toString(options.burst()))
                .alarmPeriod(options.alarmPeriod());
        if (options.hiddenRate() != null) {
            follow(told);
        }
        return told.build();
    }

    /** The adjuster lowers what is in flight from its ceiling, whatever the execution was started with. */
    private void follow(LocalCloudOptions.Builder told) {
        int ceiling = options.itemsInFlight();
        told.parameter("AdaptiveMode", "ON")
                .parameter("InFlightCeiling", Integer.toString(ceiling))
                .parameter("InFlightFloor", Integer.toString(Math.min(ceiling, LEAST_IN_FLIGHT)));
    }

    private Run run(Reviews reviews, StandInGateway gateway, Resources stack, AwsJson aws)
            throws IOException, InterruptedException {
        Tables tables = new Tables(aws, stack);
        String job = JOB.format(clock.instant());
        Meter meter = new Meter(stack);
        Usage cold = meter.read();
        rehearseAndUpload(reviews, stack, aws);
        Usage before = meter.read().withColdStartsOf(cold);
        notes.println(intention(reviews, job));
        Duration period = options.alarmPeriod();
        if (period != null) {
            notes.println("Alarms: periods are shortened to " + period.toSeconds() + " s at most, unlike on AWS");
        }
        try (Sampler sampler = Sampler.start(tables, clock)) {
            Execution execution = Execution.start(
                    aws,
                    stack,
                    stack.stateMachine(options.workflow().logicalId()),
                    job,
                    KEY,
                    options.inFlight().orElse(null));
            JsonNode end = follow(execution, gateway, reviews.all().size());
            new SlowLane(aws, stack.endpoint(Endpoint.SQS), stack.queueUrl("SlowLaneQueue"), SLOW_LANE_EVERY)
                    .drain(notes);
            Usage usage = meter.read().since(before);
            return judge(reviews, gateway, stack, aws, new Ending(job, end, usage, sampler.samples()));
        }
    }

    private void rehearseAndUpload(Reviews reviews, Resources stack, AwsJson aws)
            throws IOException, InterruptedException {
        try (Bucket bucket = new Bucket(stack.endpoint(Endpoint.S3), stack.bucket("DataBucket"))) {
            new Rehearsal(options.home().resolve("template.yaml"), stack, aws, bucket).run(reviews);
            bucket.put(KEY, reviews.toJsonLines());
        }
    }

    private String intention(Reviews reviews, String job) {
        return "Running " + Words.count(reviews.all().size()) + " reviews through the " + options.workflow()
                + " workflow as " + job + "; " + allowance();
    }

    private String allowance() {
        HiddenRate hidden = options.hiddenRate();
        String told = Words.count(options.rate()) + " calls a second";
        return hidden == null
                ? "the gateway allows " + told + ", " + Words.count(options.burst()) + " at once"
                : "the gateway allows " + hidden + " calls a second and does not say so, Headgate begins with " + told;
    }

    private JsonNode follow(Execution execution, StandInGateway gateway, int reviews) throws InterruptedException {
        try (Progress display = progress.apply(reviews)) {
            JsonNode state = execution.describe();
            while (state.path("status").asText().equals("RUNNING")) {
                Thread.sleep(LOOK_EVERY);
                show(display, gateway);
                state = execution.describe();
            }
            show(display, gateway);
            return state;
        }
    }

    /** Time counts from the first call: until then functions start and permits are granted. */
    private void show(Progress display, StandInGateway gateway) {
        Instant first = gateway.log().firstAt();
        Instant now = clock.instant();
        display.show(gateway.log().counts(), Duration.between(first == null ? now : first, now));
    }

    /** How an execution ended, and what was noted on its way. */
    private record Ending(String job, JsonNode state, Usage usage, List<Sample> samples) {}

    private Run judge(Reviews reviews, StandInGateway gateway, Resources stack, AwsJson aws, Ending ending)
            throws InterruptedException {
        List<Call> calls = gateway.log().calls();
        List<ObjectNode> results = new Tables(aws, stack).results(ending.job);
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
                hidden == null ? null : followed(hidden, calls, new Tables(aws, stack).adjusterSteps(first)));
        return new Run(summary, timeline, results, deadLetters, reason(ending.state));
    }

    private Following followed(HiddenRate hidden, List<Call> calls, List<AdjusterStep> steps) {
        int period = (int) Objects.requireNonNull(options.alarmPeriod()).toSeconds();
        return Following.of(hidden, calls, options.itemsInFlight(), period, steps);
    }

    private static String reason(JsonNode state) {
        return (state.path("error").asText("") + " " + state.path("cause").asText("")).strip();
    }

    private static String randomKey() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return "sk-standin-" + HexFormat.of().formatHex(bytes);
    }
}
