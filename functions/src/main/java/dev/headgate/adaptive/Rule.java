package dev.headgate.adaptive;

/** How an epoch changes the course of a rate. */
interface Rule {
    Course follow(Epoch epoch);
}
