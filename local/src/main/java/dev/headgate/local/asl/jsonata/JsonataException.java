package dev.headgate.local.asl.jsonata;

/** What an expression fails with, when it is compiled or evaluated: the library's message. */
public final class JsonataException extends Exception {
    private static final long serialVersionUID = 1L;

    JsonataException(String message) {
        super(message, null, false, false);
    }
}
