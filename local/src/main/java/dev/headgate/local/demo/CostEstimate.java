package dev.headgate.local.demo;

/**
 * What a run would cost on AWS, in US dollars, without the gateway's own price: list prices of us-east-1 in 2026, free
 * tiers not counted. An estimate: durations are of this machine.
 *
 * @param transitions of Standard workflows, $25 per million
 * @param requests of Lambda, $0.20 per million
 * @param computing of Lambda on arm64, $0.0000133334 per GB-second
 * @param tables of DynamoDB on demand, $0.625 per million writes and $0.125 per million reads
 */
record CostEstimate(double transitions, double requests, double computing, double tables) {
    private static final double PER_TRANSITION = 25e-6;
    private static final double PER_REQUEST = 0.20e-6;
    private static final double PER_GIGABYTE_SECOND = 0.0000133334;
    private static final double PER_WRITE = 0.625e-6;
    private static final double PER_READ = 0.125e-6;

    static CostEstimate of(Usage usage) {
        return new CostEstimate(
                usage.transitions() * PER_TRANSITION,
                usage.invocations() * PER_REQUEST,
                usage.gigabyteSeconds() * PER_GIGABYTE_SECOND,
                usage.writes() * PER_WRITE + usage.reads() * PER_READ);
    }

    double total() {
        return transitions + requests + computing + tables;
    }
}
