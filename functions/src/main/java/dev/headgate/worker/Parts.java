package dev.headgate.worker;

/** What the worker works with: each a port of its own, so that each can be another. */
public record Parts(
        Permits permits, Circuit circuit, Gateway gateway, Results results, Outbox outbox, Tokens tokens, Time time) {}
