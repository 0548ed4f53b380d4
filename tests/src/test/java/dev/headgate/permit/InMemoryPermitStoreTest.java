package dev.headgate.permit;

class InMemoryPermitStoreTest extends PermitStoreContract {
    private final PermitStore store = new InMemoryPermitStore();

    @Override
    PermitStore store() {
        return store;
    }
}
