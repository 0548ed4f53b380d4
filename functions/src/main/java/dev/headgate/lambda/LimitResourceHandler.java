package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * {@code Custom::HeadgateLimit} and {@code Custom::HeadgateCircuit}: how templates declare limits and circuits.
 *
 * <p>The answer goes to CloudFormation's response URL; a refused declaration fails the deployment with the field, its
 * bound and the value.
 */
public final class LimitResourceHandler implements RequestStreamHandler {
    private final ResourceDeclarations declarations;

    /** Wires the parts from the template's variables. */
    public LimitResourceHandler() {
        this(new Wiring(Environment.ofProcess()));
    }

    private LimitResourceHandler(Wiring wiring) {
        this(new ResourceDeclarations(wiring.limitStore(), wiring.circuitStore(), InstantSource.system()));
    }

    LimitResourceHandler(ResourceDeclarations declarations) {
        this.declarations = declarations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        CloudFormationCustomResourceEvent event = CustomResourceEvents.read(input);
        PowertoolsLogging.withLogging(context, () -> declarations.handleRequest(event, context));
    }
}
