package dev.headgate.local.demo;

import dev.headgate.local.cloud.Declarations;
import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.demo.DemoOptions.Workflow;
import dev.headgate.local.gateway.GatewayOptions;
import dev.headgate.local.gateway.StandInGateway;
import dev.headgate.local.stepfunctions.ExecutionSummary;
import dev.headgate.local.stepfunctions.MachineType;
import dev.headgate.local.stepfunctions.StepFunctionsService;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackStateMachine;
import dev.headgate.local.template.Template;
import dev.headgate.local.template.TemplateOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Takes some reviews through the direct workflow before the run, with a limit, a circuit and a gateway of its own, and calls
 * what has a schedule, so that the run finds every process warm: on AWS the services behind the functions are up and compiled,
 * here they start with the demo. The definition is that of template.yaml, resolved once more with other names. Nothing is
 * left of it: what it put anywhere is taken away again, and what it used is left out of the figures.
 */
final class Rehearsal {
    private static final String NAME = "rehearsal";
    private static final String KEY = "input/rehearsal.jsonl";

    /** After so many the code that a review runs through is compiled, in all processes. */
    private static final int REVIEWS = 300;

    /** More than one machine does, so that the gate is no bound. */
    private static final int RATE = 1_000;

    private static final int BURST = 3 * RATE;

    private final Path template;
    private final Resources stack;
    private final AwsJson aws;
    private final Bucket bucket;

    Rehearsal(Path template, Resources stack, AwsJson aws, Bucket bucket) {
        this.template = template;
        this.stack = stack;
        this.aws = aws;
        this.bucket = bucket;
    }

    /**
     * Returns when the rehearsal is over and its traces are gone.
     *
     * @throws DemoException when it does not end well
     */
    void run(Reviews reviews) throws IOException, InterruptedException {
        String apiKey = stack.parameter("GatewayApiKey");
        try (StandInGateway gateway =
                StandInGateway.start(GatewayOptions.builder(apiKey, RATE, BURST).build())) {
            bucket.put(KEY, reviews.take(REVIEWS).toJsonLines());
            perform(resolve(gateway.baseUrl()));
        }
        // As on AWS within the last minute; else the alarms' first word would start the adjuster in the run that is
        // measured.
        stack.cloud().callScheduled();
        tidy();
    }

    private Stack resolve(URI gateway) throws IOException {
        Map<String, String> parameters = new HashMap<>(stack.parameters());
        parameters.put("GatewayUrl", gateway.toString());
        parameters.put("LimitName", NAME);
        parameters.put("CircuitName", NAME);
        parameters.put("GatewayRatePerSecond", Integer.toString(RATE));
        parameters.put("GatewayBurst", Integer.toString(BURST));
        String name = stack.cloud().stack().name();
        return Template.read(template).resolve(new TemplateOptions(name, parameters, stack.endpoint(Endpoint.SQS)));
    }

    private void perform(Stack rehearsed) throws InterruptedException {
        String workflow = Workflow.DIRECT.logicalId();
        StackStateMachine machine =
                Objects.requireNonNull(rehearsed.stateMachines().get(workflow), workflow);
        StepFunctionsService service = stack.cloud().stepFunctions();
        // Named after what it rehearses, so that rules which leave that out leave this out too: three hundred calls of
        // the clean-up would run on into the run that is measured.
        String arn = service.createStateMachine(
                machine.name() + "-" + NAME, machine.definition(), MachineType.valueOf(machine.type()));
        try (Declarations _ = stack.cloud().declare(rehearsed)) {
            ExecutionSummary end = service.await(service.start(arn, NAME, input()));
            if (!end.status().equals("SUCCEEDED")) {
                throw new DemoException("the rehearsal ended as " + end.status() + ": " + end.error());
            }
        } finally {
            service.deleteStateMachine(arn);
        }
    }

    private static String input() {
        return AwsJson.arguments().put("job", NAME).put("key", KEY).toString();
    }

    private void tidy() throws InterruptedException {
        Tables tables = new Tables(aws, stack);
        tables.deleteResults(NAME);
        tables.deletePermit(NAME);
        bucket.empty();
    }
}
