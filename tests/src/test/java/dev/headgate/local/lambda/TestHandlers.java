package dev.headgate.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Functions as small as can be. They run in processes of their own and use java.* and Lambda's interfaces only. */
final class TestHandlers {
    private TestHandlers() {}

    /** Answers with its event. */
    public static final class Echo implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            input.transferTo(output);
        }
    }

    /** Throws what the event's text says. */
    public static final class Throws implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            context.getLogger().log("about to fail");
            throw new IllegalStateException("no \"luck\" with " + text(input) + "\n\u00e9\ud83d\ude00");
        }
    }

    /** Ends its process with the status that the event is. */
    public static final class Exits implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = text(input);
            if (event.matches("\\d+")) {
                System.out.println("leaving with " + event);
                System.exit(Integer.parseInt(event));
            }
            write(output, Long.toString(ProcessHandle.current().pid()));
        }
    }

    /** Sleeps as many milliseconds as the event says, then answers with its process id. */
    public static final class Sleeps implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            sleep(Long.parseLong(text(input)));
            write(output, Long.toString(ProcessHandle.current().pid()));
        }
    }

    /** Answers with its variables, as lines in a JSON string. */
    public static final class Variables implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String lines = System.getenv().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining("\n"));
            write(output, lines);
        }
    }

    /** Answers with what its context says. */
    public static final class Contexts implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            write(
                    output,
                    String.join(
                            "\n",
                            context.getAwsRequestId(),
                            context.getFunctionName(),
                            context.getFunctionVersion(),
                            context.getInvokedFunctionArn(),
                            Integer.toString(context.getMemoryLimitInMB()),
                            Integer.toString(context.getRemainingTimeInMillis()),
                            context.getLogGroupName(),
                            String.valueOf(context.getXrayTraceId()),
                            String.valueOf(System.getProperty("com.amazonaws.xray.traceHeader"))));
        }
    }

    /** Logs its event, one line whole and one without an end, and answers {@code null}. */
    public static final class Logs implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = text(input);
            System.out.println("out " + event);
            System.err.println("err " + event);
            System.out.print("unfinished");
            write(output, "null");
        }
    }

    /** Answers with as many characters as the event says. */
    public static final class Large implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            write(output, "\"" + "x".repeat(Integer.parseInt(text(input)) - 2) + "\"");
        }
    }

    /** Prints its batch; fails the messages that say bad, throws at one that says poison, takes a while for slow. */
    public static final class Batch implements RequestStreamHandler {
        private static final Pattern RECORD = Pattern.compile("\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]*)\"");

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = text(input);
            System.out.println("EVENT " + event);
            String failures = RECORD.matcher(event)
                    .results()
                    .filter(message -> handle(message.group(2)))
                    .map(message -> "{\"itemIdentifier\":\"" + message.group(1) + "\"}")
                    .collect(Collectors.joining(","));
            write(output, "{\"batchItemFailures\":[" + failures + "]}");
        }

        private static boolean handle(String body) {
            if (body.startsWith("poison")) {
                throw new IllegalStateException("cannot read " + body);
            }
            if (body.startsWith("slow")) {
                sleep(300);
            }
            return body.startsWith("bad");
        }
    }

    /** Fails to be made. */
    public static final class Unmakeable implements RequestStreamHandler {
        public Unmakeable() {
            throw new IllegalArgumentException("LIMITS_TABLE must be set");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** Ends its process while it is made. */
    public static final class ExitsInInit implements RequestStreamHandler {
        public ExitsInInit() {
            System.exit(7);
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** A handler of the other kind. */
    public static final class Typed implements RequestHandler<Map<String, String>, String> {
        @Override
        public String handleRequest(Map<String, String> input, Context context) {
            return "";
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(InputStream input) throws IOException {
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void write(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
