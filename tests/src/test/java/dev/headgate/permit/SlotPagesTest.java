package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotPagesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 63, 64, 65, 97, 1_000, 4_099, 100_000})
    void pages_shareTheSlotsOut_eachOnce(int slots) {
        SlotPages pages = new SlotPages(slots);
        List<Integer> all = new ArrayList<>();
        for (int page = 0; page < pages.count(); page++) {
            assertThat(pages.to(page) - pages.from(page)).isBetween(1, SlotPages.MOST);
            for (int slot = pages.from(page); slot < pages.to(page); slot++) {
                assertThat(pages.of(slot)).isEqualTo(page);
                all.add(slot);
            }
        }
        assertThat(all).isEqualTo(IntStream.range(0, slots).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 32, 33, 1_000})
    void around_wrapsInsideThePage_fromWhereverItStarts(int slots) {
        SlotPages pages = new SlotPages(slots);
        for (int page = 0; page < pages.count(); page++) {
            for (int home = 0; home < slots; home += 7) {
                assertThat(pages.around(page, home).boxed())
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(pages.from(page), pages.to(page))
                                .boxed()
                                .toList());
            }
        }
    }
}
