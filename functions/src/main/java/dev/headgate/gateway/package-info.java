/**
 * The client of an OpenAI-compatible gateway: {@code POST …/chat/completions}.
 *
 * <p>What comes back is always an {@link dev.headgate.worker.Answer}: the status decides, never the body, so a gateway
 * that says 200 and sends garbage has failed, and one that says 429 with an empty body has throttled. The headers are
 * read by small pure classes that get the moment as a parameter; a provider's own headers have their room there.
 *
 * <p>The key is asked for at each call and lives nowhere else. Neither it nor the prompt is part of any message, log line
 * or {@code toString}: of a refusal's body only {@code error.code} or {@code error.type} is repeated, and only if it is
 * a plain word, because gateways like to quote what they were sent.
 */
@NullMarked
package dev.headgate.gateway;

import org.jspecify.annotations.NullMarked;
