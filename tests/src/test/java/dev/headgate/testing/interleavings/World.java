package dev.headgate.testing.interleavings;

import dev.headgate.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * One execution: fresh shared state, the callers on it, and what must hold.
 *
 * <p>Everything that callers share goes through {@link #atomic}, also a clock: what they do in between is taken to be
 * their own.
 */
public final class World {
    private final List<Caller> callers = new ArrayList<>();
    private final List<Program> always = new ArrayList<>();
    private final List<Program> atEnd = new ArrayList<>();
    private final Baton baton;

    World(Baton baton) {
        this.baton = baton;
    }

    /** Returns the object behind a face whose every call by a caller is one step, which happens at once or not at all. */
    public <T> T atomic(Class<T> face, T object) {
        return atomic(face, object, (method, arguments) -> null);
    }

    /**
     * Returns the object behind a face whose every call by a caller is one step.
     *
     * @param touched what a call reads and writes, so that two calls with different answers commute; null for everything
     */
    public <T> T atomic(Class<T> face, T object, BiFunction<Method, Object[], @Nullable Object> touched) {
        boolean sdk = SdkClient.class.isAssignableFrom(face);
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, (self, method, given) -> {
            Object[] arguments = given == null ? new Object[0] : given;
            Caller caller = current();
            if (caller == null || method.getDeclaringClass() == Object.class) {
                return invoke(object, method, arguments);
            }
            Pending.Operation operation = new Pending.Operation(
                    new Called(method, Arrays.asList(arguments)),
                    touched.apply(method, arguments),
                    true,
                    sdk && mayRepeat(arguments));
            return caller.perform(
                    operation, () -> invoke(object, method, arguments), sdk ? World::sdkLoss : World::storeLoss);
        }));
    }

    /** Adds a caller, which may crash or lose answers where the explorer is told so. */
    public void caller(String name, Program program) {
        callers.add(new Caller(name, program, baton));
    }

    /** Adds something that happens once, at any moment, such as the passing of time. */
    public void event(String name, Program step) {
        caller(name, () -> {
            Supplier<RuntimeException> never = () -> new IllegalStateException("an event is never lost");
            current()
                    .perform(
                            new Pending.Operation(name, null, false, false),
                            () -> {
                                step.run();
                                return "";
                            },
                            never);
        });
    }

    /** Returns, to a caller, a value from 0 to {@code values - 1}: each of them in some execution. */
    public int choose(int values) {
        return current().choose(values);
    }

    /** Must hold after each step. It sees shared state as it is. */
    public void always(Program invariant) {
        always.add(invariant);
    }

    /** Must hold when nobody has anything left to do. */
    public void atEnd(Program check) {
        atEnd.add(check);
    }

    List<Caller> callers() {
        return callers;
    }

    List<Program> checks(boolean ended) {
        return ended ? atEnd : always;
    }

    private @Nullable Caller current() {
        Thread thread = Thread.currentThread();
        for (Caller caller : callers) {
            if (caller.thread() == thread) {
                return caller;
            }
        }
        return null;
    }

    private static @Nullable Object invoke(Object object, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A request that brings its own configuration of the client does so to be sent once, as those that give back. */
    private static boolean mayRepeat(Object[] arguments) {
        return arguments.length != 1
                || !(arguments[0] instanceof AwsRequest request)
                || request.overrideConfiguration()
                        .map(own -> own.plugins().isEmpty())
                        .orElse(true);
    }

    private static RuntimeException sdkLoss() {
        return SdkClientException.create("the answer was lost");
    }

    private static RuntimeException storeLoss() {
        return new StoreUnavailableException("out of reach", new IllegalStateException("the answer was lost"));
    }

    private record Called(Method method, List<Object> arguments) {
        @Override
        public String toString() {
            return method.getName()
                    + arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
