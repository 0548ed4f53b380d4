package dev.headgate.local.cloud;

import dev.headgate.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The stores of a run: started here, or standing for another endpoint. */
record Stores(DynamoDbStore dynamoDb, Store sqs, Store s3) {

    /**
     * All stores, started at the same time.
     *
     * @param ports those claimed for them
     * @param closing takes each store as soon as it runs, also where another fails
     */
    static Stores start(LocalCloudOptions options, Map<Endpoint, Integer> ports, Closing closing)
            throws InterruptedException {
        Path work = options.workDirectory();
        Map<Endpoint, URI> replacements = options.replacements();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<DynamoDbStore> dynamoDb = threads.submit(() -> closing.add(dynamoDb(options, ports, work)));
            Future<Store> sqs = threads.submit(store(
                    Endpoint.SQS, replacements, closing, () -> SqsStore.start(ports.getOrDefault(Endpoint.SQS, 0))));
            Future<Store> s3 = threads.submit(
                    store(Endpoint.S3, replacements, closing, () -> S3Store.start(ports.getOrDefault(Endpoint.S3, 0))));
            return new Stores(result(dynamoDb), result(sqs), result(s3));
        }
    }

    /** Makes the stack's tables, queues and buckets. */
    void make(Stack stack) throws InterruptedException {
        new ResourceMaker().make(stack, dynamoDb.behind(), sqs.endpoint(), s3.endpoint());
    }

    private static DynamoDbStore dynamoDb(LocalCloudOptions options, Map<Endpoint, Integer> ports, Path work)
            throws InterruptedException {
        int port = ports.getOrDefault(Endpoint.DYNAMODB, 0);
        URI replacement = options.replacements().get(Endpoint.DYNAMODB);
        return replacement == null
                ? DynamoDbStore.start(port, options.dynamoDbDirectory(), work)
                : DynamoDbStore.before(port, replacement);
    }

    private static Callable<Store> store(
            Endpoint endpoint, Map<Endpoint, URI> replacements, Closing closing, Callable<? extends Store> start) {
        URI replacement = replacements.get(endpoint);
        return () -> replacement == null ? closing.add(start.call()) : new Replaced(replacement);
    }

    private static <T> T result(Future<T> store) throws InterruptedException {
        try {
            return store.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException failure) {
                throw failure;
            }
            throw new StartException("a store does not start: " + e.getCause(), e);
        }
    }
}
