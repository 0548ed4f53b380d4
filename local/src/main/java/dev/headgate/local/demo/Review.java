package dev.headgate.local.demo;

/**
 * One customer review.
 *
 * @param id unique in a run
 */
record Review(String id, String text) {}
