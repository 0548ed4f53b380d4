/**
 * The stand-in AI gateway of the demo and the tests: an OpenAI-compatible endpoint on this machine with a strict limit,
 * kept by a library that is independent of Headgate (Bucket4j), so that the two judge each other. It is no AI: a small
 * word list answers, and every answer says so.
 */
@NullMarked
package dev.headgate.local.gateway;

import org.jspecify.annotations.NullMarked;
