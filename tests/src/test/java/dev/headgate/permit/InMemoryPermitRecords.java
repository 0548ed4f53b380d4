package dev.headgate.permit;

import dev.headgate.permit.PermitRecord.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Durable permits in a map: the reference that the DynamoDB store is held to. */
public final class InMemoryPermitRecords implements PermitRecords {
    private static final int PAGE = 2;

    private final Map<String, PermitRecord> permits = new TreeMap<>();

    @Override
    public synchronized Optional<PermitRecord> tryPut(PermitRecord permit) {
        return Optional.ofNullable(permits.putIfAbsent(key(permit.id().holder()), permit))
                .filter(stands -> !stands.id().equals(permit.id()));
    }

    @Override
    public synchronized Optional<PermitRecord> tryReplace(PermitRecord over, PermitRecord permit) {
        Optional<PermitRecord> stands = find(permit.id().holder());
        boolean asSeen = stands.map(one -> one.id().equals(over.id()) && one.state() == over.state())
                .orElse(true);
        if (asSeen) {
            permits.put(key(permit.id().holder()), permit);
            return Optional.empty();
        }
        return stands.filter(one -> !one.id().equals(permit.id()));
    }

    @Override
    public synchronized Optional<PermitRecord> find(Holder holder) {
        return Optional.ofNullable(permits.get(key(holder)));
    }

    @Override
    public synchronized Optional<PermitRecord> tryEnd(PermitId id, Ending ending) {
        Optional<PermitRecord> stands = find(id.holder()).filter(one -> one.id().equals(id));
        boolean fits = stands.filter(one -> one.state() == State.ACTIVE
                        && ending.used().stream()
                                .allMatch(usage -> one.claims().stream().anyMatch(usage::isOf)))
                .isPresent();
        return fits ? stands.map(one -> put(ended(one, ending))) : stands;
    }

    @Override
    public synchronized void charged(PermitId id) {
        find(id.holder())
                .filter(one -> one.id().equals(id))
                .ifPresent(one ->
                        put(new PermitRecord(one.id(), one.granted(), one.state(), one.used(), one.endedBy(), true)));
    }

    @Override
    public synchronized Page unfinished(String owner, String after) {
        List<PermitRecord> page = permits.values().stream()
                .filter(one -> owner.equals(one.id().holder().owner()))
                .filter(one -> one.id().holder().requestId().compareTo(after) > 0)
                .limit(PAGE)
                .toList();
        String last = page.size() < PAGE ? "" : page.getLast().id().holder().requestId();
        return new Page(
                page.stream().filter(InMemoryPermitRecords::isUnfinished).toList(), last);
    }

    private PermitRecord put(PermitRecord permit) {
        permits.put(key(permit.id().holder()), permit);
        return permit;
    }

    private static PermitRecord ended(PermitRecord one, Ending ending) {
        return new PermitRecord(one.id(), one.granted(), ending.state(), ending.used(), ending.mark(), false);
    }

    private static boolean isUnfinished(PermitRecord permit) {
        return permit.state() == State.ACTIVE || (permit.state() == State.SETTLED && !permit.charged());
    }

    private static String key(Holder holder) {
        return holder.owner() + "\n" + holder.requestId();
    }
}
