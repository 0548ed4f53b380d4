package dev.headgate.local.asl;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;

/** The buckets that item readers read from and result writers write to. */
public interface ObjectStore {

    /**
     * Returns the object's bytes, read as they are needed; the caller closes the stream.
     *
     * @throws java.io.FileNotFoundException if there is no such bucket or object
     */
    InputStream get(String bucket, String key) throws IOException;

    /** Puts an object in place of what was there. */
    void put(String bucket, String key, byte[] content) throws IOException;

    /** Returns the objects whose keys start with {@code prefix}, in the order of their keys. */
    Iterator<Listed> list(String bucket, String prefix) throws IOException;

    /** An object as a listing shows it. */
    record Listed(String key, long size, Instant lastModified, String etag) {}
}
