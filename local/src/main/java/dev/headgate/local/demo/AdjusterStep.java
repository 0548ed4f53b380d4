package dev.headgate.local.demo;

/**
 * One change that the concurrency adjuster made, as its audit says.
 *
 * @param atSeconds after the first call; negative for one before it
 * @param what CEILING, of the limit, or CONCURRENCY, of its callers
 * @param from what held before, such as {@code 100 %}
 * @param to what has held since
 * @param why the cause, and the alarms that were in ALARM
 */
public record AdjusterStep(double atSeconds, String what, String from, String to, String why) {}
