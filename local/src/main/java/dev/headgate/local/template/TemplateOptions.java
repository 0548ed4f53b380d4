package dev.headgate.local.template;

import java.net.URI;
import java.util.Map;

/**
 * What a template is resolved with.
 *
 * @param parameters values over the template's defaults
 * @param queues where SQS is reached, which queue URLs start with
 */
public record TemplateOptions(String stackName, Map<String, String> parameters, URI queues) {

    public TemplateOptions {
        parameters = Map.copyOf(parameters);
    }
}
