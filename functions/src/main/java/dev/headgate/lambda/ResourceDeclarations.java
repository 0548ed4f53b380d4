package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import dev.headgate.InvalidRequestException;
import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.dynamodb.DynamoDbLimitStore;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Limit;
import dev.headgate.permit.QuotaLimit;
import dev.headgate.permit.RateLimit;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * Puts, changes and deletes what templates declare. The physical id is the limit's or circuit's name, so a change of
 * name creates the new one before CloudFormation deletes the old.
 */
final class ResourceDeclarations extends AbstractCustomResourceHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceDeclarations.class);
    private static final String LIMIT = "Custom::HeadgateLimit";
    private static final String CIRCUIT = "Custom::HeadgateCircuit";

    private final DynamoDbLimitStore limits;
    private final CircuitStore circuits;
    private final InstantSource clock;

    ResourceDeclarations(DynamoDbLimitStore limits, CircuitStore circuits, InstantSource clock) {
        this.limits = limits;
        this.circuits = circuits;
        this.clock = clock;
    }

    @Override
    protected Response create(CloudFormationCustomResourceEvent event, Context context) {
        try {
            return put(event);
        } catch (InvalidRequestException e) {
            // A name that nothing can have: the roll-back's Delete must not hit somebody else's limit.
            return refused(event, "not-created:" + event.getLogicalResourceId(), e);
        }
    }

    @Override
    protected Response update(CloudFormationCustomResourceEvent event, Context context) {
        try {
            return put(event);
        } catch (InvalidRequestException e) {
            return refused(event, event.getPhysicalResourceId(), e);
        }
    }

    @Override
    protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
        String name = event.getPhysicalResourceId();
        if (!name.startsWith("not-created:")) {
            if (CIRCUIT.equals(event.getResourceType())) {
                circuits.delete(name);
            } else {
                limits.delete(name);
            }
            LOG.info("{} {} deleted", event.getResourceType(), name);
        }
        return Response.success(name);
    }

    @Override
    protected void onSendFailure(
            CloudFormationCustomResourceEvent event, Context context, Response response, Exception exception) {
        LOG.error("CloudFormation could not be answered for {}", event.getLogicalResourceId(), exception);
    }

    private Response put(CloudFormationCustomResourceEvent event) {
        return switch (String.valueOf(event.getResourceType())) {
            case LIMIT ->
                put(
                        LimitProperties.read(event.getResourceProperties()),
                        AdjusterProperties.read(event.getResourceProperties()));
            case CIRCUIT -> put(CircuitProperties.read(event.getResourceProperties()));
            default ->
                throw new InvalidRequestException(
                        "ResourceType must be %s or %s, got: %s".formatted(LIMIT, CIRCUIT, event.getResourceType()));
        };
    }

    private Response put(Limit limit, Optional<AdjusterSettings> adjuster) {
        limits.put(limit, adjuster, clock.instant());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("Name", limit.name());
        switch (limit) {
            case RateLimit rate -> describe(rate, attributes);
            case QuotaLimit _, ConcurrencyLimit _ -> {}
        }
        return succeeded(limit.name(), attributes);
    }

    private static void describe(RateLimit limit, Map<String, Object> attributes) {
        limit.warning().ifPresent(warning -> LOG.warn("limit {}: {}", limit.name(), warning));
        attributes.put("GrantedBurst", limit.grantedBurst());
        attributes.put("Warning", limit.warning().orElse(""));
    }

    private Response put(CircuitSettings circuit) {
        circuits.put(circuit, clock.instant());
        return succeeded(circuit.name(), Map.of("Name", circuit.name()));
    }

    private static Response succeeded(String name, Map<String, Object> attributes) {
        LOG.info("{} declared", name);
        return Response.builder()
                .status(Response.Status.SUCCESS)
                .physicalResourceId(name)
                .value(attributes)
                .build();
    }

    private static Response refused(CloudFormationCustomResourceEvent event, String id, InvalidRequestException why) {
        LOG.warn("{} refused: {}", event.getLogicalResourceId(), why.getMessage());
        return Response.builder()
                .status(Response.Status.FAILED)
                .physicalResourceId(id)
                .reason(event.getLogicalResourceId() + ": " + why.getMessage())
                .build();
    }
}
