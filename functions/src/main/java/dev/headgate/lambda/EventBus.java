package dev.headgate.lambda;

import java.util.function.Consumer;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Publishes what happens to circuits on the account's default event bus. */
record EventBus(EventBridgeClient client) implements Consumer<String> {
    private static final String SOURCE = "headgate";
    private static final String TYPE = "Headgate Circuit State Change";

    /** @throws IllegalStateException if the bus did not take the event */
    @Override
    public void accept(String detail) {
        PutEventsRequestEntry event = PutEventsRequestEntry.builder()
                .source(SOURCE)
                .detailType(TYPE)
                .detail(detail)
                .build();
        PutEventsResponse response = client.putEvents(put -> put.entries(event));
        if (response.failedEntryCount() > 0) {
            throw new IllegalStateException(
                    "the event bus refused: " + response.entries().getFirst().errorCode());
        }
    }
}
