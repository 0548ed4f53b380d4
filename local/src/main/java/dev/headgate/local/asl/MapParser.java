package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Map state, inline or distributed. */
final class MapParser {
    private static final int MAX_LABEL = 40;
    private static final Set<String> DELIMITERS = Set.of("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");

    private final FlowParser flows;
    private final String name;
    private final Fields fields;

    MapParser(FlowParser flows, String name, Fields fields) {
        this.flows = flows;
        this.name = name;
        this.fields = fields;
    }

    State parse(Exits exits, Handlers handlers) throws UnsupportedDefinitionException {
        if (fields.has("Iterator")) {
            throw fields.refusal("Iterator", "is the old name of ItemProcessor, which is to be used");
        }
        Fields processor = fields.object("ItemProcessor");
        Boolean express = distributedExpress(processor);
        Flow flow = flows.parse(processor);
        processor.end();
        if (fields.has("Items") && fields.has("ItemReader")) {
            throw fields.refusal("Items", "cannot stand beside ItemReader");
        }
        DistributedMap distributed = express == null ? null : distributed(express);
        return new State.Map(
                name,
                template(fields, "", "Items"),
                template(fields, "", "ItemSelector"),
                Value.whole(fields, "MaxConcurrency", 0, Value.MAX_SECONDS),
                flow,
                distributed,
                exits,
                handlers);
    }

    /** Returns whether children of a distributed Map are express executions, or null for an inline one. */
    private static @Nullable Boolean distributedExpress(Fields processor) throws UnsupportedDefinitionException {
        if (!processor.has("ProcessorConfig")) {
            return null;
        }
        Fields config = processor.object("ProcessorConfig");
        String mode = config.has("Mode") ? config.text("Mode") : "INLINE";
        if (!mode.equals("INLINE") && !mode.equals("DISTRIBUTED")) {
            throw config.refusal("Mode", "must be INLINE or DISTRIBUTED, got: " + mode);
        }
        Boolean express = mode.equals("INLINE") ? null : express(config);
        config.end();
        return express;
    }

    private static Boolean express(Fields config) throws UnsupportedDefinitionException {
        String type = config.text("ExecutionType");
        if (!type.equals("STANDARD") && !type.equals("EXPRESS")) {
            throw config.refusal("ExecutionType", "must be STANDARD or EXPRESS, got: " + type);
        }
        return type.equals("EXPRESS");
    }

    private DistributedMap distributed(boolean express) throws UnsupportedDefinitionException {
        return new DistributedMap(
                express,
                label(),
                fields.has("ItemReader") ? reader(fields.object("ItemReader")) : null,
                fields.has("ItemBatcher") ? batcher(fields.object("ItemBatcher")) : null,
                fields.has("ResultWriter") ? writer(fields.object("ResultWriter")) : null,
                Value.whole(fields, "ToleratedFailureCount", 0, Long.MAX_VALUE),
                Value.number(fields, "ToleratedFailurePercentage", 100));
    }

    private String label() throws UnsupportedDefinitionException {
        String label = fields.textOrNull("Label");
        if (label == null) {
            String made = name.replaceAll("[^A-Za-z0-9_.-]", "");
            return made.substring(0, Math.min(MAX_LABEL, made.length()));
        }
        if (label.length() > MAX_LABEL || label.matches(".*[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"/\\p{Cntrl}].*")) {
            throw fields.refusal("Label", "must have at most 40 characters, no blanks and no wildcards, got: " + label);
        }
        return label;
    }

    private static DistributedMap.ItemReader reader(Fields reader) throws UnsupportedDefinitionException {
        String resource = reader.text("Resource");
        boolean listing = resource.equals("arn:aws:states:::s3:listObjectsV2");
        if (!listing && !resource.equals("arn:aws:states:::s3:getObject")) {
            throw reader.refusal("Resource", "is not known or not supported: " + resource);
        }
        Template arguments = Template.parse(reader.path("Arguments"), "ItemReader/Arguments", reader.need("Arguments"));
        Fields config = reader.has("ReaderConfig") || !listing ? reader.object("ReaderConfig") : null;
        DistributedMap.Format format = listing || config == null ? new DistributedMap.Format.Json() : format(config);
        Value maxItems = config == null ? null : Value.whole(config, "MaxItems", 0, 100_000_000);
        if (config != null) {
            config.end();
        }
        reader.end();
        return new DistributedMap.ItemReader(listing, format, arguments, maxItems);
    }

    private static DistributedMap.Format format(Fields config) throws UnsupportedDefinitionException {
        String type = config.text("InputType");
        return switch (type) {
            case "JSON" -> new DistributedMap.Format.Json();
            case "JSONL" -> new DistributedMap.Format.JsonLines();
            case "CSV" -> csv(config);
            default ->
                throw config.refusal(
                        "InputType", "must be JSON, JSONL or CSV (others are not supported), got: " + type);
        };
    }

    private static DistributedMap.Format csv(Fields config) throws UnsupportedDefinitionException {
        String location = config.text("CSVHeaderLocation");
        if (!location.equals("FIRST_ROW") && !location.equals("GIVEN")) {
            throw config.refusal("CSVHeaderLocation", "must be FIRST_ROW or GIVEN, got: " + location);
        }
        String delimiter = config.has("CSVDelimiter") ? config.text("CSVDelimiter") : "COMMA";
        if (!DELIMITERS.contains(delimiter)) {
            throw config.refusal("CSVDelimiter", "must be one of " + DELIMITERS + ", got: " + delimiter);
        }
        Template header = location.equals("GIVEN")
                ? Template.parse(
                        config.path("CSVHeaders"), "ItemReader/ReaderConfig/CSVHeaders", config.need("CSVHeaders"))
                : null;
        return new DistributedMap.Format.Csv(delimiter(delimiter), header);
    }

    private static char delimiter(String name) {
        return switch (name) {
            case "PIPE" -> '|';
            case "SEMICOLON" -> ';';
            case "SPACE" -> ' ';
            case "TAB" -> '\t';
            default -> ',';
        };
    }

    private static DistributedMap.ItemBatcher batcher(Fields batcher) throws UnsupportedDefinitionException {
        Value items = Value.whole(batcher, "MaxItemsPerBatch", 1, 100_000_000);
        Value bytes = Value.whole(batcher, "MaxInputBytesPerBatch", 1, JsonSize.LIMIT);
        if (items == null && bytes == null) {
            throw batcher.refusal("MaxItemsPerBatch", "must be there or MaxInputBytesPerBatch");
        }
        Template input = template(batcher, "ItemBatcher/", "BatchInput");
        batcher.end();
        return new DistributedMap.ItemBatcher(items, bytes, input);
    }

    private static DistributedMap.ResultWriter writer(Fields writer) throws UnsupportedDefinitionException {
        String resource = writer.textOrNull("Resource");
        if (resource != null && !resource.equals("arn:aws:states:::s3:putObject")) {
            throw writer.refusal("Resource", "is not known or not supported: " + resource);
        }
        if (resource == null && !writer.has("WriterConfig")) {
            throw writer.refusal("Resource", "must be there or WriterConfig");
        }
        Template arguments = resource == null
                ? null
                : Template.parse(writer.path("Arguments"), "ResultWriter/Arguments", writer.need("Arguments"));
        DistributedMap.ResultWriter parsed = writer.has("WriterConfig")
                ? configured(arguments, writer.object("WriterConfig"))
                : new DistributedMap.ResultWriter(arguments, DistributedMap.Transformation.NONE, false);
        writer.end();
        return parsed;
    }

    private static DistributedMap.ResultWriter configured(@Nullable Template arguments, Fields config)
            throws UnsupportedDefinitionException {
        String transformation = config.text("Transformation");
        String type = config.text("OutputType");
        if (!Set.of("NONE", "COMPACT", "FLATTEN").contains(transformation)) {
            throw config.refusal("Transformation", "must be NONE, COMPACT or FLATTEN, got: " + transformation);
        }
        if (!Set.of("JSON", "JSONL").contains(type)) {
            throw config.refusal("OutputType", "must be JSON or JSONL, got: " + type);
        }
        config.end();
        return new DistributedMap.ResultWriter(
                arguments, DistributedMap.Transformation.valueOf(transformation), type.equals("JSONL"));
    }

    private static @Nullable Template template(Fields fields, String place, String name)
            throws UnsupportedDefinitionException {
        JsonNode value = fields.take(name);
        return value == null ? null : Template.parse(fields.path(name), place + name, value);
    }
}
