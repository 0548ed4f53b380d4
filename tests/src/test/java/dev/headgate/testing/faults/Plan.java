package dev.headgate.testing.faults;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Says of each request, in turn, what becomes of it. */
@FunctionalInterface
public interface Plan {
    Plan NO_FAULTS = () -> Fault.NONE;

    Fault next();

    /** Returns these, one after the other, and then none. */
    static Plan of(Fault... script) {
        Iterator<Fault> rest = List.of(script).iterator();
        return () -> rest.hasNext() ? rest.next() : Fault.NONE;
    }

    /** Returns one of the kinds for that share of the requests; the same for the same seed. */
    static Plan seeded(long seed, double share, List<Fault> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        return () -> random.nextDouble() < share ? kinds.get(random.nextInt(kinds.size())) : Fault.NONE;
    }
}
