package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.gateway.HiddenRate;
import dev.headgate.local.gateway.StandInGateway;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/**
 * Runs the main job on this machine: a stand-in gateway that judges, the stack of template.yaml beside it, the reviews
 * in its bucket, one execution of a workflow.
 */
public final class Demo {
    private static final String KEY = "input/reviews.jsonl";
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
        Arrangement arrangement = new Arrangement(options);
        notes.println("Starting the stand-in gateway and the stack of template.yaml");
        try (StandInGateway gateway = StandInGateway.start(arrangement.gateway());
                LocalCloud cloud = LocalCloud.start(arrangement.cloud(gateway));
                AwsJson aws = new AwsJson()) {
            return run(reviews, gateway, new Resources(cloud), aws);
        }
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
            return new Judge(options, reviews, gateway, stack, aws, clock)
                    .judge(new Judge.Ending(job, end, usage, sampler.samples()));
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
}
