package dev.headgate.local.runtime;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Runs a function: loads its handler, then asks for events one by one and answers each.
 *
 * <p>It speaks Lambda's Runtime API, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, at the host and
 * port in {@code AWS_LAMBDA_RUNTIME_API}, and ends with the process that serves it.
 */
public final class RuntimeLoop {
    private final RuntimeClient client;
    private final RequestStreamHandler handler;
    private final Map<String, String> environment;
    private final PrintStream stdout;

    private RuntimeLoop(RuntimeClient client, RequestStreamHandler handler, Map<String, String> environment) {
        this.client = client;
        this.handler = handler;
        this.environment = environment;
        this.stdout = System.out;
    }

    /** Runs the function that {@code _HANDLER} names, for as long as the parent lives. */
    public static void main(String[] arguments) throws IOException {
        ParentWatch.start(System.in);
        Map<String, String> environment = System.getenv();
        RuntimeClient client = new RuntimeClient(environment.getOrDefault("AWS_LAMBDA_RUNTIME_API", ""));
        try {
            RequestStreamHandler handler = HandlerLoader.load(environment.getOrDefault("_HANDLER", ""));
            new RuntimeLoop(client, handler, environment).run();
        } catch (HandlerLoader.LoadException failed) {
            failed.reason().printStackTrace();
            client.initError(ErrorBody.of(failed.reason()));
            exit(1);
        }
    }

    private void run() throws IOException {
        while (true) {
            handle(client.next());
        }
    }

    private void handle(Invocation invocation) throws IOException {
        setTrace(invocation);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(invocation.payload()),
                    answer,
                    new InvocationContext(invocation, environment));
        } catch (Throwable thrown) { // whatever a handler throws is its answer
            fail(invocation, thrown);
            return;
        }
        endLog(invocation);
        client.respond(invocation.requestId(), answer.toByteArray());
    }

    private void fail(Invocation invocation, Throwable thrown) throws IOException {
        thrown.printStackTrace(stdout);
        endLog(invocation);
        client.fail(invocation.requestId(), ErrorBody.of(thrown));
        if (thrown instanceof VirtualMachineError) {
            exit(1); // as AWS's runtime does: the process cannot be trusted after it
        }
    }

    private void endLog(Invocation invocation) {
        System.out.flush();
        System.err.flush();
        stdout.println(LogBoundary.of(invocation.requestId()));
        stdout.flush();
    }

    /** A process cannot change its own variables: AWS's Java runtime hands the trace over in this property too. */
    private static void setTrace(Invocation invocation) {
        String traceId = invocation.traceId();
        if (traceId == null) {
            System.clearProperty("com.amazonaws.xray.traceHeader");
        } else {
            System.setProperty("com.amazonaws.xray.traceHeader", traceId);
        }
    }

    private static void exit(int status) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
