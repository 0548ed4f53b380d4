package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.TaskFailedException;

/** One service behind {@link ServiceIntegrations}. */
@FunctionalInterface
interface Integration {
    /** The call's result, as AWS documents it for this service. */
    JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException;
}
