package dev.headgate.circuit;

class InMemoryCircuitStoreTest extends CircuitStoreContract {
    private final CircuitStore store = new InMemoryCircuitStore();

    @Override
    protected CircuitStore store() {
        return store;
    }
}
