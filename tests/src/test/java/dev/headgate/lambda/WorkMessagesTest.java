package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.worker.DeadLetter;
import dev.headgate.worker.Delivery;
import dev.headgate.worker.Delivery.Parsed;
import dev.headgate.worker.Delivery.Unreadable;
import dev.headgate.worker.Done;
import dev.headgate.worker.Item;
import dev.headgate.worker.WorkMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkMessagesTest {
    private record Step(String body, String reason) {}

    @Test
    void parse_readsAMessage_whenItIsOne() {
        assertThat(parse("""
            {"job":"j","items":[{"id":"a","text":"1"}]}\
            """))
                .isEqualTo(new Parsed(
                        "m",
                        new WorkMessage(
                                "j", List.of(new Item("a", "1", 0)), List.of(), Optional.empty(), Done.NOTHING)));
    }

    @Test
    void json_isReadBackAlike_whenTheWorkerPutsAMessageBack() {
        WorkMessage message = new WorkMessage(
                "j", List.of(new Item("a", "\u00fc\"\n", 2)), List.of(), Optional.of("token"), new Done(3, 1));

        assertThat(parse(WorkMessages.json(message))).isEqualTo(new Parsed("m", message));
    }

    @Test
    void parse_tellsWhy_whenTheMessageIsNotOne() {
        String items = "\"items\":[{\"id\":\"a\",\"text\":\"1\"}]";
        List<Step> steps = List.of(
                new Step("", "the request must be a JSON object"),
                new Step("{", "the request must be valid JSON"),
                new Step("[]", "the message must be a JSON object, got: array"),
                new Step("null", "the message must be a JSON object, got: null"),
                new Step("{" + items + "}", "job must be given"),
                new Step("{\"job\":7," + items + "}", "job must be a string, got: number"),
                new Step("{\"job\":\"\"," + items + "}", "job must have 1 to 256 characters, got: 0"),
                new Step("{\"job\":\"j\"}", "items must be given"),
                new Step("{\"job\":\"j\",\"items\":{}}", "items must be an array, got: object"),
                new Step("{\"job\":\"j\",\"items\":[]}", "items.length must be between 1 and 100, got: 0"),
                new Step(
                        "{\"job\":\"j\",\"items\":[" + "1,".repeat(100) + "1]}",
                        "items.length must be between 1 and 100, got: 101"),
                new Step("{\"job\":\"j\"," + items + ",\"taskToken\":null}", "taskToken must be a string, got: null"),
                new Step("{\"job\":\"j\"," + items + ",\"done\":3}", "done must be a JSON object, got: number"),
                new Step(
                        "{\"job\":\"j\"," + items + ",\"done\":{\"succeeded\":-1}}",
                        "done.succeeded must be between 0 and 2147483647, got: -1"),
                new Step(
                        "{\"job\":\"j\"," + items + ",\"Done\":{}}",
                        "the message must have no fields but [done, items, job, taskToken], got: another one"),
                new Step(
                        "{\"job\":\"j\",\"job\":\"k\"," + items + "}",
                        "the request must be valid JSON, got: Duplicate field 'job'"));
        for (Step step : steps) {
            assertThat(parse(step.body()))
                    .as(step.body())
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            unreadable -> assertThat(unreadable.reason()).contains(step.reason()));
        }
    }

    @Test
    void parse_keepsTheToken_whenOnlyTheRestIsWrong() {
        assertThat(parse("{\"taskToken\":\"t\"}"))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.taskToken()).contains("t"));
    }

    @Test
    void parse_sortsOutTheItem_whenOnlyItIsWrong() {
        List<Step> steps = List.of(
                new Step("7", "an item must be a JSON object, got: number"),
                new Step("{\"text\":\"1\"}", "id must be given, got: nothing"),
                new Step("{\"id\":\"b\",\"text\":\"\"}", "text must have 1 to 2147483647 characters, got: 0"),
                new Step("{\"id\":\"b\",\"text\":3.5}", "text must be a string, got: number"),
                new Step(
                        "{\"id\":\"b\",\"text\":\"1\",\"attempts\":1.5}",
                        "attempts must be a whole number, got: number"),
                new Step("{\"id\":\"b\",\"text\":\"1\",\"stars\":5}", "an item must have no fields but"));
        for (Step step : steps) {
            Delivery read = parse("{\"job\":\"j\",\"items\":[" + step.body() + ",{\"id\":\"a\",\"text\":\"1\"}]}");
            assertThat(read).as(step.body()).isInstanceOfSatisfying(Parsed.class, parsed -> {
                assertThat(parsed.message().items()).containsExactly(new Item("a", "1", 0));
                assertThat(parsed.message().malformed().getFirst().json()).isEqualTo(step.body());
                assertThat(parsed.message().malformed().getFirst().reason()).startsWith(step.reason());
            });
        }
    }

    @Test
    void json_writesADeadLetter_whateverItIsAbout() {
        assertThat(WorkMessages.json(new DeadLetter(
                        "j", new DeadLetter.Subject.Known(new Item("a", "1", 4)), DeadLetter.FAILED, "HTTP 500")))
                .isEqualTo(
                        "{\"job\":\"j\",\"item\":{\"id\":\"a\",\"text\":\"1\"},\"error\":\"GatewayFailed\",\"cause\":\"HTTP"
                            + " 500\",\"source\":\"ai-worker\"}");
        assertThat(WorkMessages.json(
                        new DeadLetter("j", new DeadLetter.Subject.Raw("{\"id\":7}"), DeadLetter.MALFORMED, "why")))
                .contains("\"item\":{\"id\":7}");
        assertThat(WorkMessages.json(
                        new DeadLetter("", new DeadLetter.Subject.Raw("no {"), DeadLetter.MALFORMED, "why")))
                .contains("\"item\":{\"body\":\"no {\"}");
    }

    private static Delivery parse(String body) {
        return WorkMessages.parse("m", body);
    }
}
