package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes results to a bucket: files of what succeeded, failed and was not started, and a manifest.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
final class ExportedResults implements ResultSink {
    private final ObjectStore objects;
    private final DistributedMap.ResultWriter writer;
    private final String mapRunArn;
    private final String bucket;
    private final String folder;
    private final Map<Kind, ResultFiles> files = new EnumMap<>(Kind.class);

    ExportedResults(
            ObjectStore objects, DistributedMap.ResultWriter writer, String mapRunArn, String bucket, String folder) {
        this.objects = objects;
        this.writer = writer;
        this.mapRunArn = mapRunArn;
        this.bucket = bucket;
        this.folder = folder;
        for (Kind kind : Kind.values()) {
            files.put(kind, new ResultFiles(objects, bucket, folder + kind.name(), writer.lines()));
        }
    }

    private enum Kind {
        FAILED,
        PENDING,
        SUCCEEDED
    }

    private ResultFiles files(Kind kind) {
        return java.util.Objects.requireNonNull(files.get(kind));
    }

    @Override
    public void ended(long index, Run child) throws IOException {
        Kind kind = child.status() == ExecutionStatus.SUCCEEDED ? Kind.SUCCEEDED : Kind.FAILED;
        for (JsonNode shown : ChildRecords.of(child, writer.transformation())) {
            files(kind).add(shown);
        }
    }

    @Override
    public void pending(JsonNode input) throws IOException {
        files(Kind.PENDING).add(ChildRecords.pending(input));
    }

    @Override
    public boolean wantsPending() {
        return true;
    }

    @Override
    public JsonNode finish() throws IOException {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("DestinationBucket", bucket).put("MapRunArn", mapRunArn);
        ObjectNode listed = manifest.putObject("ResultFiles");
        for (Map.Entry<Kind, ResultFiles> entry : files.entrySet()) {
            listed.set(entry.getKey().name(), entry.getValue().finish());
        }
        String key = folder + "manifest.json";
        objects.put(bucket, key, manifest.toString().getBytes(StandardCharsets.UTF_8));
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("MapRunArn", mapRunArn);
        result.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
        return result;
    }
}
