package dev.headgate.testing.faults;

import java.util.Arrays;
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

    /** Returns this for one request, counted from 0, and none before and after. */
    static Plan at(int request, Fault fault) {
        Fault[] script = new Fault[request + 1];
        Arrays.fill(script, Fault.NONE);
        script[request] = fault;
        return of(script);
    }

    /** Returns one of the kinds for that share of the requests; the same for the same seed. */
    static Plan seeded(long seed, double share, List<Fault> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        return () -> random.nextDouble() < share ? kinds.get(random.nextInt(kinds.size())) : Fault.NONE;
    }
}
