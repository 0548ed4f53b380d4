/**
 * The benchmarks that {@code ./headgate bench} runs: each measures both sides in one run, on the same store, and prints
 * what was asked beside what was reached. Their rows go to {@code bench.json}, from which the documents' tables are made.
 */
@NullMarked
package dev.headgate.bench;

import org.jspecify.annotations.NullMarked;
