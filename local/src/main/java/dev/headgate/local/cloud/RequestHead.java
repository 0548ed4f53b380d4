package dev.headgate.local.cloud;

/**
 * The head of an HTTP/1.1 request.
 *
 * @param text its request line and headers, each ended by CR and LF
 */
record RequestHead(String text) {
    private static final String CREDENTIAL = "Credential=";

    /** Returns the value of the first header of a name, in either case; empty where there is none. */
    String header(String name) {
        for (int line = next(0); line > 0; line = next(line)) {
            int colon = line + name.length();
            if (colon < text.length()
                    && text.charAt(colon) == ':'
                    && text.regionMatches(true, line, name, 0, name.length())) {
                return text.substring(colon + 1, text.indexOf('\n', colon)).strip();
            }
        }
        return "";
    }

    /** Returns where the line after the one at a place starts; 0 where there is none. */
    private int next(int at) {
        return text.indexOf('\n', at) + 1;
    }

    /** Returns the access key id that the request was signed with, or an empty text. */
    String caller() {
        String authorization = header("authorization");
        int key = authorization.indexOf(CREDENTIAL);
        int end = authorization.indexOf('/', Math.max(key, 0) + CREDENTIAL.length());
        return key < 0 || end < 0 ? "" : authorization.substring(key + CREDENTIAL.length(), end);
    }
}
