package dev.headgate.bench;

import java.io.PrintStream;
import java.util.List;

/** A set of measurements that belong together. */
public interface Benchmark {

    /**
     * Returns the rows that it measured.
     *
     * @param quick fewer and shorter measurements: under 3 minutes in all
     * @param progress where it says what it does; not the place for figures
     */
    List<BenchRow> run(boolean quick, PrintStream progress) throws Exception;
}
