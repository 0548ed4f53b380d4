package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A custom resource.
 *
 * @param type for example {@code Custom::HeadgateLimit}
 * @param function the logical id of the function behind its ServiceToken
 * @param properties as CloudFormation sends them: every scalar is a string, ServiceToken included
 */
public record StackCustomResource(String logicalId, String type, String function, JsonNode properties) {}
