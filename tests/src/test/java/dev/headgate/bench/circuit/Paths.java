package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Meter;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Report;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What each way through a check and a report uses: requests, and units as DynamoDB tells them. */
final class Paths {
    private static final List<Path> ALL = List.of(
            new Path("check-closed-seen-within-a-second", 0, scene -> scene::check),
            new Path("check-closed", 1, scene -> scene.after(Stand.CACHE)::check),
            new Path("check-that-writes-what-has-gathered", 1, Paths::checkAfterTheInterval),
            new Path("check-open", 0, scene -> scene.opened()::check),
            new Path("check-open-past-its-time-first-probe", 1, scene -> scene.due()::check),
            new Path("check-half-open-next-probe", 1, scene -> halfOpen(scene, 1)::check),
            new Path("check-half-open-all-probes-out", 0, scene -> halfOpen(scene, 3)::check),
            new Path("check-forced-open", 0, scene -> scene.forcedOpen()::check),
            new Path("report-success-that-waits", 0, scene -> () -> scene.report(Outcome.SUCCESS)),
            new Path("report-success-after-the-interval", 1, Paths::successAfterTheInterval),
            new Path("report-throttled", 0, scene -> () -> scene.report(Outcome.THROTTLED)),
            new Path("report-failure", 1, scene -> () -> scene.report(Outcome.FAILURE)),
            new Path("report-of-1000-calls", 1, scene -> () -> scene.report(new Counts(990, 10, 0))),
            new Path("report-that-opens", 2, scene -> scene::opened),
            new Path("report-late-as-is-known", 0, scene -> late(scene.opened())),
            new Path("report-late-as-another-knows", 1, scene -> late(scene.openedElsewhere())),
            new Path("report-again-here", 0, Paths::againHere),
            new Path("report-again-elsewhere", 1, Paths::againElsewhere),
            new Path("report-repeated-success", 0, scene -> repeated(scene, Outcome.SUCCESS)),
            new Path("report-repeated-failure", 1, scene -> repeated(scene, Outcome.FAILURE)),
            new Path("report-probe", 1, scene -> probe(scene, 0, Outcome.SUCCESS)),
            new Path("report-probe-that-closes", 2, scene -> probe(scene, 2, Outcome.SUCCESS)),
            new Path("report-probe-that-opens", 2, scene -> probe(scene, 0, Outcome.FAILURE)),
            new Path("report-probe-that-found-nothing", 1, scene -> probe(scene, 0, Outcome.IGNORED)),
            new Path("renew-probe", 1, Paths::renewal));

    private final Stand stand;
    private final int times;

    /**
     * One way.
     *
     * @param most the requests that it may take
     * @param prepared returns what is measured, after all that leads to it
     */
    private record Path(String name, int most, Function<Scene, Runnable> prepared) {}

    Paths(Stand stand, int times) {
        this.stand = stand;
        this.times = times;
    }

    List<BenchRow> rows() {
        return ALL.stream().flatMap(this::rows).toList();
    }

    private Stream<BenchRow> rows(Path path) {
        double requests = 0;
        double writeUnits = 0;
        double readUnits = 0;
        for (int time = 0; time < times; time++) {
            Meter.Reading used = stand.used(path.prepared().apply(new Scene(stand)));
            requests += used.requests();
            writeUnits += used.writeUnits();
            readUnits += used.readUnits();
        }
        return Stream.of(
                BenchRow.atMost(CircuitTable.REQUESTS + path.name(), requests / times, path.most(), "requests"),
                BenchRow.printed(CircuitTable.WRITE_UNITS + path.name(), writeUnits / times, "write units"),
                BenchRow.printed(CircuitTable.READ_UNITS + path.name(), readUnits / times, "read units"));
    }

    private static Runnable checkAfterTheInterval(Scene scene) {
        return gathered(scene)::check;
    }

    private static Runnable successAfterTheInterval(Scene scene) {
        Scene gathered = gathered(scene);
        return () -> gathered.report(Outcome.SUCCESS);
    }

    private static Scene gathered(Scene scene) {
        scene.report(Outcome.SUCCESS);
        return scene.after(CircuitSettings.DEFAULT_FLUSH_INTERVAL);
    }

    private static Scene halfOpen(Scene scene, int probes) {
        Scene due = scene.due();
        for (int probe = 0; probe < probes; probe++) {
            due.allowed();
        }
        return due;
    }

    private static Runnable late(Scene scene) {
        return () -> scene.report(Outcome.FAILURE);
    }

    private static Runnable againHere(Scene scene) {
        Report failure = scene.named(Outcome.FAILURE);
        scene.send(failure);
        return () -> scene.send(failure);
    }

    private static Runnable againElsewhere(Scene scene) {
        Report failure = scene.named(Outcome.FAILURE);
        scene.send(failure);
        return () -> scene.sendElsewhere(failure);
    }

    /** The caller does not know whether the first one arrived; here it did not. */
    private static Runnable repeated(Scene scene, Outcome outcome) {
        Report again = scene.named(outcome).again();
        return () -> scene.send(again);
    }

    private static Runnable probe(Scene scene, int reported, Outcome outcome) {
        Scene due = scene.due();
        for (int before = 0; before < reported; before++) {
            due.report(due.allowed(), Outcome.SUCCESS);
        }
        Admission.Allowed probe = due.allowed();
        return () -> due.report(probe, outcome);
    }

    private static Runnable renewal(Scene scene) {
        Admission.Allowed probe = scene.due().allowed();
        return () -> scene.after(Duration.ofSeconds(30)).renew(probe);
    }
}
