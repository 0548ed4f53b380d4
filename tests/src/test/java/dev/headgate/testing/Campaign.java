package dev.headgate.testing;

/**
 * How long the tests tagged {@code campaign} run: briefly in {@code mvn verify}, long in {@code mvn test -Pcampaign}.
 */
public final class Campaign {
    private Campaign() {}

    /** Returns one of the sizes. */
    public static <T> T size(T inVerify, T inCampaign) {
        return Boolean.getBoolean("headgate.campaign") ? inCampaign : inVerify;
    }
}
