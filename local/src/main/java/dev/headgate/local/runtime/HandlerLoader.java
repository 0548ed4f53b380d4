package dev.headgate.local.runtime;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.InvocationTargetException;

/** Makes the handler that a {@code _HANDLER} value names. */
final class HandlerLoader {
    private HandlerLoader() {}

    /**
     * Returns an instance of the handler, made by its no-argument constructor.
     *
     * @param name {@code fully.qualified.Class::handleRequest}, or the class alone
     * @throws LoadException with the reason that Lambda is told
     */
    static RequestStreamHandler load(String name) throws LoadException {
        String[] parts = name.split("::", 2);
        if (parts.length == 2 && !parts[1].equals("handleRequest")) {
            throw new LoadException(new IllegalArgumentException(
                    "the handler's method must be handleRequest of RequestStreamHandler, got: " + name));
        }
        return instantiate(parts[0]);
    }

    private static RequestStreamHandler instantiate(String className) throws LoadException {
        try {
            Class<?> type = Class.forName(className);
            if (!RequestStreamHandler.class.isAssignableFrom(type)) {
                throw new LoadException(
                        new IllegalArgumentException("only a RequestStreamHandler can be run here, got: " + className));
            }
            return (RequestStreamHandler) type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw new LoadException(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException | LinkageError unloadable) {
            throw new LoadException(unloadable);
        }
    }

    /** The handler could not be made. */
    static final class LoadException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Throwable reason;

        private LoadException(Throwable reason) {
            super(reason);
            this.reason = reason;
        }

        Throwable reason() {
            return reason;
        }
    }
}
