package dev.headgate.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The log of one function, of all its environments: a file, and whoever listens. */
final class FunctionLog implements AutoCloseable {
    private final String function;
    private final List<LogListener> listeners;
    private final Writer file;
    private boolean closed;

    /** Appends to {@code directory/function.log}; the list of listeners may grow later. */
    FunctionLog(String function, Path directory, List<LogListener> listeners) throws IOException {
        this.function = function;
        this.listeners = listeners;
        this.file = Files.newBufferedWriter(
                directory.resolve(function + ".log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Adds a line; the file has it with the next {@link #flush}. */
    void line(String line) {
        write(line);
        listeners.forEach(listener -> listener.line(function, line));
    }

    private synchronized void write(String line) {
        if (closed) {
            return; // what a dying process still says
        }
        try {
            file.write(line);
            file.write('\n');
        } catch (IOException unwritable) {
            throw unwritable(unwritable);
        }
    }

    /** Puts all lines into the file: at the end of an invocation, and whenever a process is silent. */
    synchronized void flush() {
        if (closed) {
            return;
        }
        try {
            file.flush();
        } catch (IOException unwritable) {
            throw unwritable(unwritable);
        }
    }

    private UncheckedIOException unwritable(IOException cause) {
        return new UncheckedIOException("cannot write the log of " + function, cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            file.close();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot close the log of " + function, unwritable);
        }
    }
}
