package dev.headgate.testing;

import dev.headgate.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A store of any kind that is out of reach from when a test says so. What an environment remembers of it by itself,
 * {@code lastSeen}, it still answers.
 */
public final class UnreliableStore<S> {
    private final S behind;
    private final S reached;
    private boolean out;

    private UnreliableStore(Class<S> port, S behind) {
        this.behind = behind;
        this.reached = port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (_, method, arguments) -> answer(method, arguments == null ? new Object[0] : arguments)));
    }

    /** Returns a store that is reached until it is made to {@link #fail}. */
    public static <S> UnreliableStore<S> before(Class<S> port, S behind) {
        return new UnreliableStore<>(port, behind);
    }

    /** Returns a store that nobody can reach. */
    public static <S> S unreachable(Class<S> port, S behind) {
        UnreliableStore<S> store = before(port, behind);
        store.fail();
        return store.store();
    }

    /** Returns the store as its users know it. */
    public S store() {
        return reached;
    }

    public void fail() {
        out = true;
    }

    private @Nullable Object answer(Method method, Object[] arguments) throws Throwable {
        if (out && !method.getName().equals("lastSeen")) {
            throw new StoreUnavailableException("out of reach", new IllegalStateException());
        }
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
