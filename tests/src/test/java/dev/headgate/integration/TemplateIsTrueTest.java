package dev.headgate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.local.asl.StateMachine;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackFunction;
import dev.headgate.local.template.StackStateMachine;
import dev.headgate.local.template.Template;
import dev.headgate.local.template.TemplateOptions;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What template.yaml names exists, and what exists is named: handlers, variables, definitions and what they are given. */
class TemplateIsTrueTest {
    private static final Path HOME = Path.of(System.getProperty("headgate.home"));
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");

    /** Read by Powertools, by its metrics library and by the SDK, not by our own code. */
    private static final Pattern READ_BY_LIBRARIES = Pattern.compile("(POWERTOOLS|AWS)_\\w+");

    private final Stack stack;

    TemplateIsTrueTest() throws IOException {
        stack = Template.read(HOME.resolve("template.yaml"))
                .resolve(new TemplateOptions(
                        "headgate", Map.of("GatewayApiKey", "a-key"), URI.create("http://127.0.0.1:9324")));
    }

    @Test
    void handlers_exist_andEachIsUsed() throws Exception {
        Set<String> used = new TreeSet<>();
        for (StackFunction function : stack.functions().values()) {
            String name = function.handler().replace("::handleRequest", "");
            Class<?> handler = Class.forName(name);
            assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
            assertThat(Modifier.isPublic(handler.getConstructor().getModifiers()))
                    .isTrue();
            used.add(name);
        }
        assertThat(used).isEqualTo(handlersInTheSource());
    }

    @Test
    void variables_areReadByTheCode_andWhatTheCodeReadsIsThere() throws Exception {
        String source = source();
        Set<String> given = stack.functions().values().stream()
                .flatMap(function -> function.environment().keySet().stream())
                .filter(name -> !READ_BY_LIBRARIES.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(given).allSatisfy(name -> assertThat(source).contains('"' + name + '"'));
        Set<String> required = new TreeSet<>();
        Matcher reads = Pattern.compile("(?:required|seconds)\\(\\s*\"(\\w+)\"").matcher(source);
        while (reads.find()) {
            required.add(reads.group(1));
        }
        assertThat(given).containsAll(required);
    }

    @Test
    void definitions_useWhatTheyAreGiven_andAreGivenWhatTheyUse() throws Exception {
        String template = Files.readString(HOME.resolve("template.yaml"));
        try (Stream<Path> files = Files.list(HOME.resolve("statemachines"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(template).contains("DefinitionUri: statemachines/" + file.getFileName());
                assertThat(names(Files.readString(file)))
                        .as(file.toString())
                        .isEqualTo(given(template, file.getFileName().toString()));
            }
        }
    }

    @Test
    void definitions_areOnesThatTheInterpreterTakes() throws Exception {
        assertThat(stack.stateMachines()).hasSize(2);
        for (StackStateMachine machine : stack.stateMachines().values()) {
            assertThat(StateMachine.parse(machine.definition())).isNotNull();
            assertThat(machine.definition().toString()).as(machine.name()).doesNotContain("${");
        }
    }

    private static Set<String> given(String template, String definition) {
        String after = template.substring(template.indexOf("statemachines/" + definition));
        String block = after.substring(after.indexOf("DefinitionSubstitutions:"), after.indexOf("\n      Role:"));
        return Pattern.compile("(?m)^        (\\w+):")
                .matcher(block)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String definition) {
        return SUBSTITUTION
                .matcher(definition)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> handlersInTheSource() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("functions/src/main/java/dev/headgate/lambda"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Handler.java"))
                    .map(name -> "dev.headgate.lambda." + name.replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String source() throws IOException {
        StringBuilder source = new StringBuilder();
        try (Stream<Path> files = Files.walk(HOME.resolve("functions/src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                source.append(Files.readString(file));
            }
        }
        return source.toString();
    }
}
