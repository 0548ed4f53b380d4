package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a state leaves with, and where to; no next state ends the flow. */
record Step(JsonNode output, @Nullable String next) {}
