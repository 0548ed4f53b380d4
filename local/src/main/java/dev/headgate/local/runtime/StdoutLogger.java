package dev.headgate.local.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/** Prints each message as a line of its own: there is no framing here that would keep messages apart. */
enum StdoutLogger implements LambdaLogger {
    INSTANCE;

    @Override
    public void log(String message) {
        if (message.endsWith("\n")) {
            System.out.print(message);
        } else {
            System.out.println(message);
        }
        System.out.flush();
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }
}
