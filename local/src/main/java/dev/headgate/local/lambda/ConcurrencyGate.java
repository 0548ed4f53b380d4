package dev.headgate.local.lambda;

/** Lets so many through at once; how many, and whether any, may change at any time. */
final class ConcurrencyGate {
    private int maximum;
    private boolean open = true;
    private int inside;

    ConcurrencyGate(int maximum) {
        this.maximum = maximum;
    }

    /** Returns once there is room; {@link #leave} gives it back. */
    synchronized void enter() throws InterruptedException {
        while (!open || inside >= maximum) {
            wait();
        }
        inside++;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Those inside stay; nobody enters until there are fewer than the new maximum. */
    synchronized void setMaximum(int value) {
        maximum = value;
        notifyAll();
    }

    synchronized void setOpen(boolean value) {
        open = value;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return open;
    }
}
