package dev.headgate.permit;

/** A limit as it stands for a key, for those who only look. */
public sealed interface LimitState permits BucketState, QuotaState, SlotsState {

    /** Returns how many permits could be had now. */
    long available();
}
