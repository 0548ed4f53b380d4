package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.Instant;

/** A moment in an answer: seconds since 1970 with milliseconds, which CBOR marks as such (RFC 8949, 3.4.2). */
record Moment(Instant instant) implements JsonSerializable {
    private static final int EPOCH_SECONDS = 1;
    private static final double MILLIS = 1_000;

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(EPOCH_SECONDS);
        }
        out.writeNumber(instant.toEpochMilli() / MILLIS);
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(out, provider);
    }
}
