package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.Map;

/** Tag machines, and tell their tags. */
final class TagOperations {
    private final Machines machines;
    private final Tags tags;

    TagOperations(Machines machines, Tags tags) {
        this.machines = machines;
        this.tags = tags;
    }

    void register(Map<String, Operation> operations) {
        operations.put("TagResource", this::tag);
        operations.put("UntagResource", this::untag);
        operations.put("ListTagsForResource", request -> tags.list(resource(request)));
    }

    private JsonNode tag(ApiRequest request) {
        tags.put(resource(request), request.tree().path("tags"));
        return Json.object();
    }

    private JsonNode untag(ApiRequest request) {
        tags.remove(resource(request), request.tree().path("tagKeys"));
        return Json.object();
    }

    private String resource(ApiRequest request) {
        String arn = request.requireArn("resourceArn");
        try {
            return machines.require(arn).arn();
        } catch (ApiException e) {
            throw new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'");
        }
    }
}
