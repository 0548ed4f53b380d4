package dev.headgate.permit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One ask on its way to a slot: its home, by one write; if somebody else is there, the page around it, which shows also
 * where this holder is already; if that is full, one more page. At most {@value #MOST_TRIES} writes, one more for a lease
 * that is held already, and two half read units, however many slots there are and however many are held.
 */
final class LeaseSearch {
    static final int MOST_TRIES = 5;

    private final LeaseStore store;
    private final PageCursor cursor;
    private final String bucket;
    private final LeaseAsk ask;
    private final SlotPages pages;
    private final int home;
    private final Map<Integer, Slot> held = new HashMap<>();
    private int tries;
    private int looked;

    /**
     * What was found.
     *
     * @param again whether the holder had it before this ask
     */
    record Found(int slot, long epoch, long until, boolean again) {}

    LeaseSearch(LeaseStore store, PageCursor cursor, String bucket, LeaseAsk ask, int slots) {
        this.store = store;
        this.cursor = cursor;
        this.bucket = bucket;
        this.ask = ask;
        this.pages = new SlotPages(slots);
        this.home = ask.home(slots);
    }

    Optional<Found> run() {
        return tryTake(home).or(() -> searchPage(pages.of(home))).or(this::searchElsewhere);
    }

    /** Returns the earliest end of the leases that stood in the way. */
    OptionalLong earliestEnd() {
        return held.values().stream().mapToLong(Slot::until).min();
    }

    /** Returns how much of what was looked at is lent, 0 to 100; 0 if nothing had to be looked at. */
    int percentHeld() {
        return looked == 0 ? 0 : held.size() * 100 / looked;
    }

    private Optional<Found> searchElsewhere() {
        if (pages.count() == 1) {
            return Optional.empty();
        }
        int page = cursor.next(bucket, pages.count(), pages.of(home));
        Optional<Found> found = searchPage(page);
        if (found.isEmpty()) {
            cursor.wasFull(bucket, page);
        }
        return found;
    }

    private Optional<Found> searchPage(int page) {
        Map<Integer, Slot> seen = new HashMap<>();
        store.look(bucket, pages.from(page), pages.to(page)).forEach(slot -> seen.put(slot.number(), slot));
        looked += pages.to(page) - pages.from(page);
        Optional<Found> mine = seen.values().stream()
                .filter(slot -> slot.isOf(ask.holder()))
                .findFirst()
                .flatMap(this::again);
        return mine.isPresent() ? mine : tryFree(page, seen);
    }

    private Optional<Found> tryFree(int page, Map<Integer, Slot> seen) {
        List<Integer> free = new ArrayList<>();
        pages.around(page, home).filter(number -> number != home).forEach(number -> {
            Slot slot = seen.getOrDefault(number, Slot.unused(number));
            if (ask.mayTake(slot)) {
                free.add(number);
            } else {
                held.put(number, slot);
            }
        });
        return free.stream()
                .takeWhile(_ -> tries < MOST_TRIES)
                .flatMap(number -> tryTake(number).stream())
                .findFirst();
    }

    private Optional<Found> tryTake(int number) {
        tries++;
        return switch (store.tryTake(bucket, number, ask)) {
            case Lending.Taken taken -> Optional.of(new Found(number, taken.epoch(), ask.until(), false));
            case Lending.Refused refused -> {
                held.put(number, refused.slot());
                yield refused.slot().isOf(ask.holder()) ? again(refused.slot()) : Optional.empty();
            }
        };
    }

    /**
     * Makes sure that the lease is still there, and moves its end: an earlier ask of this holder, refused by another limit,
     * can then no longer give it back.
     */
    private Optional<Found> again(Slot slot) {
        long until = Math.max(ask.until(), slot.until() + 1);
        OptionalLong stands = store.tryRenew(bucket, slot.number(), ask.holder(), slot.epoch(), until);
        return stands.isPresent()
                ? Optional.of(new Found(slot.number(), slot.epoch(), stands.getAsLong(), true))
                : Optional.empty();
    }
}
