package dev.headgate.permit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Slots in a map: the reference that the DynamoDB store is held to. Counts what it is asked, writes and looks apart. */
public final class InMemoryLeaseStore implements LeaseStore {
    private final Map<String, Map<Integer, Slot>> buckets = new HashMap<>();
    private int writes;
    private int looks;

    @Override
    public synchronized Lending tryTake(String bucket, int slot, LeaseAsk ask) {
        writes++;
        Slot before = slot(bucket, slot);
        if (!ask.mayTake(before)) {
            return new Lending.Refused(before);
        }
        long epoch = (before.epoch() == 0 ? ask.born() : before.epoch()) + 1;
        put(bucket, new Slot(slot, ask.holder(), epoch, ask.until()));
        return new Lending.Taken(epoch);
    }

    @Override
    public synchronized OptionalLong tryRenew(String bucket, int slot, String holder, long epoch, long until) {
        writes++;
        Slot before = slot(bucket, slot);
        if (!isOf(before, holder, epoch)) {
            return OptionalLong.empty();
        }
        long end = Math.max(until, before.until());
        put(bucket, new Slot(slot, holder, epoch, end));
        return OptionalLong.of(end);
    }

    @Override
    public synchronized boolean tryRelease(String bucket, int slot, String holder, long epoch) {
        writes++;
        Slot before = slot(bucket, slot);
        if (!isOf(before, holder, epoch)) {
            return false;
        }
        put(bucket, new Slot(slot, null, epoch, before.until()));
        return true;
    }

    @Override
    public synchronized boolean tryGiveBack(String bucket, int slot, String holder, long epoch, long until) {
        return slot(bucket, slot).until() == until && tryRelease(bucket, slot, holder, epoch);
    }

    @Override
    public synchronized List<Slot> look(String bucket, int from, int to) {
        looks++;
        List<Slot> page = new ArrayList<>();
        for (int number = from; number < to; number++) {
            Slot slot = slot(bucket, number);
            if (slot.epoch() != 0) {
                page.add(slot);
            }
        }
        return page;
    }

    synchronized int writes() {
        return writes;
    }

    synchronized int looks() {
        return looks;
    }

    private Slot slot(String bucket, int number) {
        return buckets.getOrDefault(bucket, Map.of()).getOrDefault(number, Slot.unused(number));
    }

    private void put(String bucket, Slot slot) {
        buckets.computeIfAbsent(bucket, _ -> new HashMap<>()).put(slot.number(), slot);
    }

    private static boolean isOf(Slot slot, String holder, long epoch) {
        return slot.isOf(holder) && slot.epoch() == epoch;
    }
}
