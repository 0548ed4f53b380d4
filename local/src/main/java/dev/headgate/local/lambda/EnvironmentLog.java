package dev.headgate.local.lambda;

import dev.headgate.local.runtime.LogBoundary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads what one process prints, and keeps the part of the invocation that is on. */
final class EnvironmentLog {
    /** A runtime other than this project's sends no boundary; its last lines may then come after the report. */
    private static final Duration BOUNDARY_WAIT = Duration.ofMillis(50);

    private final FunctionLog log;
    private final Thread reader;
    private LogTail tail = new LogTail();
    private String requestId = "";
    private CountDownLatch boundary = new CountDownLatch(1);

    EnvironmentLog(FunctionLog log, InputStream output, String name) {
        this.log = log;
        // A platform thread: reading a pipe blocks its carrier anyway.
        this.reader = Thread.ofPlatform().name(name + "-log").daemon().start(() -> read(output));
    }

    /** Starts the part of an invocation; what was printed since the last one belongs to it too. */
    synchronized void begin(String request) {
        requestId = request;
        boundary = new CountDownLatch(1);
        line("START RequestId: " + request + " Version: $LATEST");
    }

    /** Returns whether all that the process printed for the invocation has been read, waiting for it. */
    boolean awaitBoundary(boolean processEnded) throws InterruptedException {
        CountDownLatch awaited;
        synchronized (this) {
            awaited = boundary;
        }
        if (processEnded) {
            return reader.join(Duration.ofSeconds(1));
        }
        return awaited.await(BOUNDARY_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Adds a line of Lambda's own. */
    synchronized void line(String line) {
        tail.add(line);
        log.line(line);
    }

    /** Ends the part of an invocation and returns its last 4 KB. */
    synchronized String end() {
        LogTail ended = tail;
        tail = new LogTail();
        log.flush();
        return ended.text();
    }

    private void read(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed(line);
                if (!lines.ready()) {
                    log.flush();
                }
            }
        } catch (IOException ended) {
            log.line("The log's pipe broke: " + ended.getMessage());
        }
    }

    private synchronized void printed(String line) {
        int mark = line.lastIndexOf(LogBoundary.MARK);
        if (mark < 0) {
            line(line);
            return;
        }
        if (mark > 0) {
            line(line.substring(0, mark)); // a last line that the handler did not end
        }
        if (line.substring(mark).equals(LogBoundary.of(requestId))) {
            boundary.countDown();
        }
    }
}
