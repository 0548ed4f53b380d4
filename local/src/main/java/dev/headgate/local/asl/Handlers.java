package dev.headgate.local.asl;

import java.util.List;
import java.util.Optional;

/** What a state does about errors. */
record Handlers(List<Retrier> retriers, List<Catcher> catchers) {

    Handlers {
        retriers = List.copyOf(retriers);
        catchers = List.copyOf(catchers);
    }

    /** Returns the index of the first retrier that matches an error, or -1. */
    int retrier(String error) {
        for (int i = 0; i < retriers.size(); i++) {
            if (retriers.get(i).errors().match(error)) {
                return i;
            }
        }
        return -1;
    }

    Optional<Catcher> catcher(String error) {
        return catchers.stream().filter(c -> c.errors().match(error)).findFirst();
    }

    /** A Catch entry; its number is its place in the array. */
    record Catcher(ErrorNames errors, Exits exits) {}
}
