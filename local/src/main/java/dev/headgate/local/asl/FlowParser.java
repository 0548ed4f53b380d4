package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads flows: their states, and whether each leads somewhere and is led to. */
final class FlowParser {
    private static final int MAX_NAME = 80;

    private final boolean jsonataByDefault;
    private final Set<String> names = new HashSet<>();

    FlowParser(boolean jsonataByDefault) {
        this.jsonataByDefault = jsonataByDefault;
    }

    /** Returns whether the query language is JSONata, here or by what surrounds; refuses any other that is named. */
    static boolean queryLanguage(Fields fields, boolean surrounding) throws UnsupportedDefinitionException {
        String language = fields.textOrNull("QueryLanguage");
        if (language != null && !language.equals("JSONata")) {
            throw fields.refusal("QueryLanguage", "must be JSONata, got: " + language);
        }
        return language != null || surrounding;
    }

    Flow parse(Fields fields) throws UnsupportedDefinitionException {
        String startAt = fields.text("StartAt");
        Fields states = fields.object("States");
        Map<String, State> parsed = new LinkedHashMap<>();
        for (var member : fields.need("States").properties()) {
            parsed.put(member.getKey(), state(states, member.getKey(), member.getValue()));
        }
        Links links = new Links(states, parsed);
        if (!parsed.containsKey(startAt)) {
            throw fields.refusal("StartAt", "names a state that is not there: " + startAt);
        }
        links.check(startAt);
        return new Flow(startAt, parsed);
    }

    private State state(Fields states, String name, JsonNode node) throws UnsupportedDefinitionException {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw states.refusal(name, "must have a name of 1 to " + MAX_NAME + " characters, got: " + name.length());
        }
        if (!names.add(name)) {
            throw states.refusal(name, "has the name of another state of this machine");
        }
        Fields fields = Fields.of(states.path(name), node);
        if (!queryLanguage(fields, jsonataByDefault)) {
            throw fields.refusal("QueryLanguage", "must be JSONata, and is JSONPath where it is missing");
        }
        State state = new StateParser(this, name, fields).parse();
        fields.end();
        return state;
    }

    /** The transitions of a flow. */
    private record Links(Fields states, Map<String, State> parsed) {

        void check(String startAt) throws UnsupportedDefinitionException {
            Set<String> reached = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(Set.of(startAt));
            while (!open.isEmpty()) {
                String name = open.pop();
                State state = parsed.get(name);
                if (state != null && reached.add(name)) {
                    open.addAll(targets(state));
                }
            }
            for (String name : parsed.keySet()) {
                if (!reached.contains(name)) {
                    throw states.refusal(name, "cannot be reached from " + startAt);
                }
            }
        }

        private Set<String> targets(State state) throws UnsupportedDefinitionException {
            Set<String> targets = Targets.of(state);
            for (String target : targets) {
                if (!parsed.containsKey(target)) {
                    throw states.refusal(state.name(), "leads to a state that is not there: " + target);
                }
            }
            return targets;
        }
    }
}
