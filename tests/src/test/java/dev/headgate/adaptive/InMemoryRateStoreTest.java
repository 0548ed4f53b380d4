package dev.headgate.adaptive;

class InMemoryRateStoreTest extends RateStoreContract {
    private final RateStore store = new InMemoryRateStore();

    @Override
    protected RateStore store() {
        return store;
    }
}
