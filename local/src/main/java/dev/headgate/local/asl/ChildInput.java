package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** What one child execution is started with, and of how many items that is. */
record ChildInput(JsonNode value, long items) {}
