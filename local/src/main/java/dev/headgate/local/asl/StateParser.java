package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one state. Whatever it does not take, {@link Fields#end} refuses. */
final class StateParser {
    private final FlowParser flows;
    private final String name;
    private final Fields fields;

    StateParser(FlowParser flows, String name, Fields fields) {
        this.flows = flows;
        this.name = name;
        this.fields = fields;
    }

    State parse() throws UnsupportedDefinitionException {
        String type = fields.text("Type");
        return switch (type) {
            case "Task" -> task();
            case "Choice" -> choice();
            case "Wait" -> waiting();
            case "Pass" -> new State.Pass(name, exits());
            case "Succeed" -> new State.Succeed(name, new Exits(null, template("Output"), null));
            case "Fail" -> new State.Fail(name, Value.text(fields, "Error"), Value.text(fields, "Cause"));
            case "Parallel" -> parallel();
            case "Map" -> new MapParser(flows, name, fields).parse(exits(), handlers());
            default -> throw fields.refusal("Type", "is not known: " + type);
        };
    }

    private State task() throws UnsupportedDefinitionException {
        String arn = fields.text("Resource");
        Resource.Call call = Resource.find(arn);
        if (call == null) {
            throw fields.refusal("Resource", "is not known or not supported: " + arn);
        }
        Value timeout = Value.whole(fields, "TimeoutSeconds", 1, Value.MAX_SECONDS);
        Value heartbeat = Value.whole(fields, "HeartbeatSeconds", 1, Value.MAX_SECONDS);
        checkHeartbeat(timeout, heartbeat);
        return new State.Task(
                name, call.resource(), call.pattern(), template("Arguments"), timeout, heartbeat, exits(), handlers());
    }

    private void checkHeartbeat(@Nullable Value timeout, @Nullable Value heartbeat)
            throws UnsupportedDefinitionException {
        if (timeout != null
                && heartbeat != null
                && timeout.template() instanceof Template.Constant(JsonNode longest)
                && heartbeat.template() instanceof Template.Constant(JsonNode beat)
                && beat.longValue() >= longest.longValue()) {
            throw fields.refusal("HeartbeatSeconds", "must be less than TimeoutSeconds, got: " + beat);
        }
    }

    private State choice() throws UnsupportedDefinitionException {
        List<State.Rule> rules = new ArrayList<>();
        for (Fields choice : fields.objects("Choices")) {
            rules.add(rule(choice, "Choices[" + rules.size() + "]"));
        }
        Template assign = assign(fields, "");
        Template output = template("Output");
        String otherwise = fields.textOrNull("Default");
        return new State.Choice(name, rules, otherwise == null ? null : new Exits(assign, output, otherwise));
    }

    private static State.Rule rule(Fields fields, String place) throws UnsupportedDefinitionException {
        String field = place + "/Condition";
        Template condition = Template.parse(fields.path("Condition"), field, fields.need("Condition"));
        if (condition instanceof Template.Constant(JsonNode literal) && !literal.isBoolean()) {
            throw fields.refusal("Condition", "must be JSONata or a boolean, got: " + literal);
        }
        Exits exits =
                new Exits(assign(fields, place + "/"), template(fields, place + "/", "Output"), fields.text("Next"));
        fields.end();
        return new State.Rule(field, condition, exits);
    }

    private State waiting() throws UnsupportedDefinitionException {
        if (fields.has("Seconds") == fields.has("Timestamp")) {
            throw fields.refusal("Seconds", "must be there or Timestamp, and not both");
        }
        Value seconds = Value.whole(fields, "Seconds", 0, Value.MAX_SECONDS);
        Value timestamp = Value.text(fields, "Timestamp");
        return new State.Wait(name, seconds, timestamp, literal(timestamp), exits());
    }

    private @Nullable Instant literal(@Nullable Value timestamp) throws UnsupportedDefinitionException {
        if (timestamp == null || !(timestamp.template() instanceof Template.Constant(JsonNode text))) {
            return null;
        }
        try {
            return Timestamps.parse("Timestamp", text.textValue());
        } catch (EvaluationException e) {
            throw fields.refusal("Timestamp", String.valueOf(e.getMessage()));
        }
    }

    private State parallel() throws UnsupportedDefinitionException {
        List<Flow> branches = new ArrayList<>();
        for (Fields branch : fields.objects("Branches")) {
            branches.add(flows.parse(branch));
            branch.end();
        }
        return new State.Parallel(name, template("Arguments"), branches, exits(), handlers());
    }

    private Exits exits() throws UnsupportedDefinitionException {
        boolean end = fields.flag("End");
        String next = fields.textOrNull("Next");
        if (end == (next != null)) {
            throw fields.refusal("Next", "must be there or End, and not both");
        }
        return new Exits(assign(fields, ""), template("Output"), next);
    }

    private Handlers handlers() throws UnsupportedDefinitionException {
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> entries = fields.has("Retry") ? fields.objects("Retry") : List.of();
        for (Fields entry : entries) {
            retriers.add(Retrier.parse(entry, retriers.size() == entries.size() - 1));
        }
        return new Handlers(retriers, catchers());
    }

    private List<Handlers.Catcher> catchers() throws UnsupportedDefinitionException {
        List<Handlers.Catcher> catchers = new ArrayList<>();
        List<Fields> entries = fields.has("Catch") ? fields.objects("Catch") : List.of();
        for (Fields entry : entries) {
            String place = "Catch[" + catchers.size() + "]/";
            ErrorNames errors = ErrorNames.parse(entry, catchers.size() == entries.size() - 1);
            Exits exits = new Exits(assign(entry, place), template(entry, place, "Output"), entry.text("Next"));
            entry.end();
            catchers.add(new Handlers.Catcher(errors, exits));
        }
        return catchers;
    }

    private @Nullable Template template(String field) throws UnsupportedDefinitionException {
        return template(fields, "", field);
    }

    private static @Nullable Template template(Fields fields, String place, String name)
            throws UnsupportedDefinitionException {
        JsonNode value = fields.take(name);
        return value == null ? null : Template.parse(fields.path(name), place + name, value);
    }

    private static @Nullable Template assign(Fields fields, String place) throws UnsupportedDefinitionException {
        if (!fields.has("Assign")) {
            return null;
        }
        for (var member : fields.object("Assign").members()) {
            if (member.getKey().equals("states") || !member.getKey().matches("[\\p{L}_][\\p{L}\\p{N}_]{0,79}")) {
                throw fields.refusal("Assign", "has a name that no variable can have: " + member.getKey());
            }
        }
        return template(fields, place, "Assign");
    }
}
