package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.local.gateway.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Set<String> IDS = Set.of("a", "b", "c");
    private static final Map<String, Integer> PROMPTS = Map.of("same", 2, "other", 1);

    private static Call ok(String prompt) {
        return new Call(0, Call.OK, prompt);
    }

    @Test
    void judge_isGood_whenEachReviewIsAnsweredOrDeadLettered() {
        Outcome outcome = Outcome.judge(IDS, PROMPTS, Set.of("a", "b"), Set.of("c"), List.of(ok("same"), ok("same")));
        assertThat(outcome).isEqualTo(new Outcome(2, 1, 0, 0));
    }

    @Test
    void judge_countsLostOnes_andIgnoresWhatIsNotOfTheRun() {
        assertThat(Outcome.judge(IDS, PROMPTS, Set.of("a", "x"), Set.of("y"), List.of(ok("same"))))
                .isEqualTo(new Outcome(1, 0, 2, 0));
    }

    @Test
    void judge_countsAnAnsweredReviewOnce_whenItIsDeadLetteredToo() {
        assertThat(Outcome.judge(IDS, PROMPTS, IDS, Set.of("a"), List.of())).isEqualTo(new Outcome(3, 0, 0, 0));
    }

    @Test
    void judge_countsAnswersBeyondTheReviewsThatHaveAPrompt() {
        List<Call> calls = List.of(
                ok("same"), ok("same"), ok("same"), ok("other"), new Call(1, Call.UNAVAILABLE, null), ok("strange"));
        assertThat(Outcome.judge(IDS, PROMPTS, IDS, Set.of(), calls).duplicates())
                .isEqualTo(2);
    }

    @Test
    void deadLetters_areFoundInMessagesOfItemsAndOfBatches() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> messages = List.of(
                json.readTree("{\"job\":\"j\",\"item\":{\"id\":\"a\"},\"error\":\"x\"}"),
                json.readTree("{\"job\":\"j\",\"items\":[{\"id\":\"b\"},{\"id\":\"c\"}]}"),
                json.readTree("{\"job\":\"other\",\"item\":{\"id\":\"d\"}}"),
                json.readTree("{\"unreadable\":\"?\"}"));
        assertThat(DeadLetters.ids(messages, "j")).containsExactlyInAnyOrder("a", "b", "c");
    }
}
