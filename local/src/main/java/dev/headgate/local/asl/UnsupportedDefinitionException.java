package dev.headgate.local.asl;

/** Thrown when a definition has something in it that the language or this interpreter does not know. */
public final class UnsupportedDefinitionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;

    UnsupportedDefinitionException(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
    }

    /** Returns where the refused thing stands, as {@code /States/Ask/Retry[0]/Interval}. */
    public String path() {
        return path;
    }
}
