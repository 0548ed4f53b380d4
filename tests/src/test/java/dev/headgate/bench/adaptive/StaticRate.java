package dev.headgate.bench.adaptive;

/** The rate that somebody declared, for ever. */
final class StaticRate extends Paced {
    StaticRate(double rate, double ahead) {
        super(rate, ahead);
    }
}
