package dev.headgate.permit;

class InMemoryQuotaStoreTest extends QuotaStoreContract {
    private final QuotaStore store = new InMemoryQuotaStore();

    @Override
    QuotaStore store() {
        return store;
    }
}
