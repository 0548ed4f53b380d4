package dev.headgate.local.template;

/** A secret of Secrets Manager; its value is left out of {@link #toString()}. */
public record StackSecret(String logicalId, String name, String arn, String value) {

    @Override
    public String toString() {
        return "StackSecret[" + arn + "]";
    }
}
