package dev.headgate.local.stepfunctions;

import dev.headgate.local.stepfunctions.integration.ServiceEndpoints;

/**
 * How the service is set up.
 *
 * @param port of the API; 0 takes a free one
 * @param endpoints of the services that Task states call
 * @param arns of the account and region that the ARNs name
 * @param keptExecutions how many finished executions of Map Runs keep their history and their place in the lists; counts
 *     and billed transitions are of all
 */
public record StepFunctionsOptions(int port, ServiceEndpoints endpoints, Arns arns, int keptExecutions) {
    /** Finished children kept unless told otherwise: about 100 MB of histories at 10 KB each. */
    public static final int DEFAULT_KEPT_EXECUTIONS = 10_000;

    /** The local account's options. */
    public static StepFunctionsOptions local(int port, ServiceEndpoints endpoints) {
        return new StepFunctionsOptions(port, endpoints, Arns.local(), DEFAULT_KEPT_EXECUTIONS);
    }
}
