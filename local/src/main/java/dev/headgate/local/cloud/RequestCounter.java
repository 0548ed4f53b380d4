package dev.headgate.local.cloud;

/** What a {@link RequestFront} shows each request to. */
@FunctionalInterface
interface RequestCounter {

    /**
     * Counts a request.
     *
     * @param body the first part of its body, in which SDKs name the table, queue or secret
     */
    void count(RequestHead head, byte[] body);
}
