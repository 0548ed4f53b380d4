package dev.headgate.permit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which page of a large limit this environment looks at next, besides an asker's own: one after the other, and the same
 * again while it has room. So a slot that stays free is found after at most as many asks as there are pages.
 */
final class PageCursor {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Integer> next = new ConcurrentHashMap<>();

    /** Returns the next page that is not {@code own}; there are at least two. */
    int next(String bucket, int pages, int own) {
        int page = next.getOrDefault(bucket, 0) % pages;
        return page == own ? (page + 1) % pages : page;
    }

    /** Goes on behind a page without room. */
    void wasFull(String bucket, int page) {
        if (next.size() >= MOST_REMEMBERED) {
            next.clear();
        }
        next.put(bucket, page + 1);
    }
}
