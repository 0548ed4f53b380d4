package dev.headgate.local.stepfunctions.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headgate.local.asl.ObjectStore.Listed;
import dev.headgate.local.stepfunctions.integration.StubServer.Answer;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class S3ObjectsTest {
    @Test
    void get_readsAnObjectByItsPath() throws Exception {
        try (StubServer stub = new StubServer(_ -> new Answer(200, "text/plain", "one\ntwo"));
                S3Objects s3 = new S3Objects(stub.uri(), "us-east-1");
                var content = s3.get("bucket", "input/reviews.jsonl")) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("one\ntwo");
            assertThat(stub.requests().getFirst().path()).isEqualTo("/bucket/input/reviews.jsonl");
        }
    }

    @Test
    void get_saysThatThereIsNoObject() throws Exception {
        try (StubServer stub = new StubServer(
                        _ -> new Answer(404, "application/xml", "<Error><Code>NoSuchKey</Code></Error>"));
                S3Objects s3 = new S3Objects(stub.uri(), "us-east-1")) {
            assertThatExceptionOfType(FileNotFoundException.class)
                    .isThrownBy(() -> s3.get("bucket", "none"))
                    .withMessage("s3://bucket/none");
        }
    }

    @Test
    void put_sendsTheBytesAsTheyAre() throws Exception {
        try (StubServer stub = new StubServer(_ -> new Answer(200, "application/xml", ""));
                S3Objects s3 = new S3Objects(stub.uri(), "us-east-1")) {
            s3.put("bucket", "output/a.json", "[1]".getBytes(StandardCharsets.UTF_8));

            assertThat(stub.requests().getFirst().method()).isEqualTo("PUT");
            assertThat(stub.requests().getFirst().path()).isEqualTo("/bucket/output/a.json");
            assertThat(stub.requests().getFirst().body()).isEqualTo("[1]");
        }
    }

    @Test
    void list_goesThroughAllPages() throws Exception {
        try (StubServer stub = new StubServer(S3ObjectsTest::page);
                S3Objects s3 = new S3Objects(stub.uri(), "us-east-1")) {
            List<Listed> listed = new ArrayList<>();
            s3.list("bucket", "in/").forEachRemaining(listed::add);

            assertThat(listed).extracting(Listed::key).containsExactly("in/1.jsonl", "in/2.jsonl");
            assertThat(listed).extracting(Listed::size).containsExactly(10L, 20L);
        }
    }

    private static Answer page(StubServer.Request request) {
        boolean first = !request.path().contains("continuation-token");
        String next = first ? "<NextContinuationToken>n</NextContinuationToken>" : "";
        return new Answer(200, "application/xml", """
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>%s</IsTruncated>%s
            <Contents><Key>in/%d.jsonl</Key><Size>%d</Size><ETag>"e"</ETag>
            <LastModified>2026-11-22T19:00:03.000Z</LastModified></Contents></ListBucketResult>\
            """.formatted(first, next, first ? 1 : 2, first ? 10 : 20));
    }
}
