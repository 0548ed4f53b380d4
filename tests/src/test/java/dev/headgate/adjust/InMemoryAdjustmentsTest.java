package dev.headgate.adjust;

import java.util.List;

class InMemoryAdjustmentsTest extends AdjustmentStoreContract {
    private final InMemoryAdjustments store = new InMemoryAdjustments();

    @Override
    protected AdjustmentStore store() {
        return store;
    }

    @Override
    protected List<Change> audit(String ofLimit) {
        return store.audit(ofLimit);
    }
}
