package dev.headgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.gateway.Sentiment.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class LexiconTest {
    private final Lexicon lexicon = Lexicon.load();

    private record Row(String text, Label label) {}

    @Test
    void judge_namesTheFeeling_inSeveralLanguages() {
        List<Row> rows = List.of(
                new Row("Absolutely wonderful, I love it!", Label.POSITIVE),
                new Row("Terrible. It broke after a day.", Label.NEGATIVE),
                new Row("It is a chair.", Label.NEUTRAL),
                new Row("The food was delicious but the staff was rude.", Label.MIXED),
                new Row("not good", Label.NEGATIVE),
                new Row("I don’t recommend it", Label.NEGATIVE),
                new Row("not bad", Label.POSITIVE),
                new Row("No. Great!", Label.POSITIVE),
                new Row("Das Essen war hervorragend", Label.POSITIVE),
                new Row("Leider kaputt angekommen, sehr enttäuscht", Label.NEGATIVE),
                new Row("Très déçue, produit cassé", Label.NEGATIVE),
                new Row("Producto excelente, me encanta", Label.POSITIVE),
                new Row("Pessima esperienza, una truffa", Label.NEGATIVE),
                new Row("Отличный товар, рекомендую", Label.POSITIVE),
                new Row("非常に美味しかった、最高です", Label.POSITIVE),
                new Row("质量差，很失望", Label.NEGATIVE),
                new Row("不满意", Label.NEGATIVE),
                new Row("满意", Label.POSITIVE),
                new Row("رائع جدا", Label.POSITIVE),
                new Row("배송이 느려요 실망", Label.NEGATIVE),
                new Row("👍👍😍", Label.POSITIVE),
                new Row("💔 👎", Label.NEGATIVE));
        for (Row row : rows) {
            assertThat(lexicon.judge(row.text()).label()).as(row.text()).isEqualTo(row.label());
        }
    }

    @Test
    void judge_ignoresThePromptsOwnWords_whenItNamesTheLabels() {
        assertThat(lexicon.judge("Say the sentiment (positive, negative, neutral or mixed) of this review: A chair.")
                        .label())
                .isEqualTo(Label.NEUTRAL);
    }

    @Test
    void judge_keepsTheScoreWithinOne_howeverMuchIsSaid() {
        assertThat(lexicon.judge("excellent ".repeat(1_000)).score()).isBetween(0.9, 1.0);
        assertThat(lexicon.judge("terrible ".repeat(1_000)).score()).isBetween(-1.0, -0.9);
    }

    @Test
    void json_isWhatTheWorkflowsRead() {
        assertThat(Sentiment.of(2, 0).json()).isEqualTo("{\"sentiment\":\"positive\",\"score\":0.46}");
        assertThat(Sentiment.of(0, 0).json()).isEqualTo("{\"sentiment\":\"neutral\",\"score\":0.00}");
    }
}
