package dev.headgate.local.stepfunctions;

import dev.headgate.local.stepfunctions.integration.ServiceEndpoints;

/**
 * How the service is set up.
 *
 * @param port of the API; 0 takes a free one
 * @param endpoints of the services that Task states call
 * @param arns of the account and region that the ARNs name
 * @param keptEvents how many history events of ended executions are kept; beyond it whole executions are forgotten,
 *     children of Map Runs that succeeded first; counts and billed transitions are of all
 */
public record StepFunctionsOptions(int port, ServiceEndpoints endpoints, Arns arns, int keptEvents) {
    /** Events kept unless told otherwise: at about 1 KB an event, 100 MB. */
    public static final int DEFAULT_KEPT_EVENTS = 100_000;

    /** The local account's options. */
    public static StepFunctionsOptions local(int port, ServiceEndpoints endpoints) {
        return new StepFunctionsOptions(port, endpoints, Arns.local(), DEFAULT_KEPT_EVENTS);
    }
}
