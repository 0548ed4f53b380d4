package dev.headgate.bench.adaptive;

/** A setting and what it came to on a few seeds. */
record Tried(Contender setting, Figures figures) {}
