package dev.headgate.permit;

class InMemoryLeaseStoreTest extends LeaseStoreContract {
    private final LeaseStore store = new InMemoryLeaseStore();

    @Override
    LeaseStore store() {
        return store;
    }
}
