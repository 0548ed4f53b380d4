package dev.headgate.local.cloud;

/** What a {@link RequestFront} shows each request to. */
@FunctionalInterface
interface RequestCounter {

    /**
     * Counts a request.
     *
     * @param head its request line and headers
     * @param body the first part of its body, in which SDKs name the table, queue or secret
     */
    void count(String head, byte[] body);

    /** Returns the access key id that a request was signed with, or an empty text. */
    static String caller(String head) {
        int key = head.indexOf("Credential=");
        int end = head.indexOf('/', Math.max(key, 0) + "Credential=".length());
        return key < 0 || end < 0 ? "" : head.substring(key + "Credential=".length(), end);
    }
}
