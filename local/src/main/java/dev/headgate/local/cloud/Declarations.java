package dev.headgate.local.cloud;

import dev.headgate.local.lambda.LambdaService;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackCustomResource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** Custom resources that were made; closing deletes them, the last one first. */
public final class Declarations implements AutoCloseable {

    private final LambdaService lambda;
    private final Stack stack;
    private final Deque<Made> made = new ArrayDeque<>();

    private record Made(StackCustomResource resource, String physicalId) {}

    private Declarations(LambdaService lambda, Stack stack) {
        this.lambda = lambda;
        this.stack = stack;
    }

    /** The made resources of a stack, in their order. @throws StartException if one fails; those before it stay */
    static Declarations make(LambdaService lambda, Stack stack) throws InterruptedException {
        Declarations declarations = new Declarations(lambda, stack);
        try (CustomResources creating = new CustomResources(lambda, stack.name())) {
            for (StackCustomResource resource : stack.customResources()) {
                String id = creating.create(resource, declarations.function(resource));
                declarations.made.push(new Made(resource, id));
            }
        }
        return declarations;
    }

    private String function(StackCustomResource resource) {
        return Objects.requireNonNull(stack.functions().get(resource.function()))
                .name();
    }

    /** Deletes them; one that is interrupted leaves the rest. @throws StartException if one cannot be deleted */
    @Override
    public void close() {
        try (CustomResources deleting = new CustomResources(lambda, stack.name())) {
            while (!made.isEmpty()) {
                Made last = made.pop();
                deleting.delete(last.resource(), last.physicalId(), function(last.resource()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
