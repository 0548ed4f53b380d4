package dev.headgate.lambda;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged while it is open: messages, arguments, context and stack traces. */
final class LogCapture implements AutoCloseable {
    private final StringBuilder text = new StringBuilder();
    private final List<Logger> loggers =
            List.of((Logger) LogManager.getRootLogger(), (Logger) LogManager.getLogger("dev.headgate"));
    private final AbstractAppender appender = new AbstractAppender("capture", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            keep(event);
        }
    };

    LogCapture() {
        appender.start();
        loggers.forEach(logger -> logger.addAppender(appender));
    }

    synchronized String text() {
        return text.toString();
    }

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeAppender(appender));
        appender.stop();
    }

    private synchronized void keep(LogEvent event) {
        StringWriter trace = new StringWriter();
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(trace));
        }
        text.append(event.getMessage().getFormattedMessage())
                .append(Arrays.toString(event.getMessage().getParameters()))
                .append(event.getContextData())
                .append(trace)
                .append('\n');
    }
}
