package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloud.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the stack's tables. */
final class Tables {
    private final AwsJson aws;
    private final Resources stack;

    Tables(AwsJson aws, Resources stack) {
        this.aws = aws;
        this.stack = stack;
    }

    /** Returns what the limit, its rate and the circuit say at this moment, by one read each. */
    Sample sample(Instant now) throws InterruptedException {
        String limit = stack.parameter("LimitName");
        boolean follows = stack.parameter("AdaptiveMode").equals("ON");
        JsonNode permit = item("PermitsTable", "id", limit);
        JsonNode rate = follows ? item("RatesTable", "id", limit) : AwsJson.arguments();
        JsonNode circuit = item("CircuitsTable", "name", stack.parameter("CircuitName"));
        return new Sample(
                now,
                permit.at("/tat/N").asLong(),
                circuit.at("/state/S").asText("CLOSED"),
                probesOut(circuit.at("/probes/M"), now),
                rate.at("/state/M/rate/N").asDouble());
    }

    /** Counts the leases that run: ends in milliseconds, with a minus those of earlier rounds. */
    private static int probesOut(JsonNode probes, Instant now) {
        return (int) probes.valueStream()
                .filter(probe -> Math.abs(probe.path("N").asLong()) > now.toEpochMilli())
                .count();
    }

    private JsonNode item(String table, String key, String value) throws InterruptedException {
        ObjectNode arguments = AwsJson.arguments().put("TableName", stack.table(table));
        arguments.putObject("Key").putObject(key).put("S", value);
        return call("GetItem", arguments).path("Item");
    }

    /** Returns the saved answers of a job, as plain objects. */
    List<ObjectNode> results(String job) throws InterruptedException {
        List<ObjectNode> results = new ArrayList<>();
        ObjectNode arguments = AwsJson.arguments().put("TableName", stack.table("ResultsTable"));
        JsonNode page;
        do {
            page = call("Scan", arguments);
            for (JsonNode item : page.path("Items")) {
                if (item.at("/job/S").asText().equals(job)) {
                    results.add(plain(item));
                }
            }
            arguments.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return results;
    }

    /** Returns what the concurrency adjuster did with the limit, in order, as its audit says. */
    List<AdjusterStep> adjusterSteps(Instant firstCall) throws InterruptedException {
        List<AdjusterStep> steps = new ArrayList<>();
        for (JsonNode item : adjustments().path("Items")) {
            if (item.has("ladder")) {
                steps.add(adjusterStep(item, firstCall));
            }
        }
        return steps;
    }

    private JsonNode adjustments() throws InterruptedException {
        ObjectNode arguments = AwsJson.arguments()
                .put("TableName", stack.table("AdjustmentsTable"))
                .put("KeyConditionExpression", "#limit = :limit");
        arguments.putObject("ExpressionAttributeNames").put("#limit", "limit");
        arguments.putObject("ExpressionAttributeValues").putObject(":limit").put("S", stack.parameter("LimitName"));
        return call("Query", arguments);
    }

    private static AdjusterStep adjusterStep(JsonNode item, Instant firstCall) {
        Instant at = Instant.parse(item.at("/madeAt/S").asText());
        List<String> alarms = item.at("/why/L").findValuesAsText("S");
        String cause = item.at("/cause/S").asText();
        return new AdjusterStep(
                Duration.between(firstCall, at).toMillis() / 1e3,
                item.at("/ladder/S").asText(),
                level(item, "from"),
                level(item, "to"),
                alarms.isEmpty() ? cause : cause + ": " + String.join(", ", alarms));
    }

    private static String level(JsonNode item, String side) {
        String percent = item.at("/" + side + "Percent/N").asText() + " %";
        return item.at("/" + side + "Paused/BOOL").asBoolean() ? percent + ", paused" : percent;
    }

    /** Deletes the saved answers of a job. */
    void deleteResults(String job) throws InterruptedException {
        for (ObjectNode result : results(job)) {
            delete("ResultsTable", result.path("id").asText());
        }
    }

    /** Deletes what is known of a limit's permits. */
    void deletePermit(String limit) throws InterruptedException {
        delete("PermitsTable", limit);
    }

    private void delete(String table, String id) throws InterruptedException {
        ObjectNode arguments = AwsJson.arguments().put("TableName", stack.table(table));
        arguments.putObject("Key").putObject("id").put("S", id);
        call("DeleteItem", arguments);
    }

    /** Takes the type letters out: {@code {"answer":{"S":"x"}}} becomes {@code {"answer":"x"}}. */
    private static ObjectNode plain(JsonNode item) {
        ObjectNode plain = AwsJson.arguments();
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            plain.set(field.getKey(), field.getValue().elements().next());
        }
        return plain;
    }

    private JsonNode call(String operation, ObjectNode arguments) throws InterruptedException {
        return aws.call(stack.endpoint(Endpoint.DYNAMODB), AwsJson.Service.DYNAMODB, operation, arguments);
    }
}
