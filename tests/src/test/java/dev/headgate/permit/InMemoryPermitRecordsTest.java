package dev.headgate.permit;

class InMemoryPermitRecordsTest extends PermitRecordsContract {
    private final PermitRecords records = new InMemoryPermitRecords();

    @Override
    PermitRecords records() {
        return records;
    }
}
