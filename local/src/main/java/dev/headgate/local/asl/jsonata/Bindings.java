package dev.headgate.local.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** The variables and functions that an expression sees. */
@FunctionalInterface
public interface Bindings {

    /** Returns a value ({@link Values#view}) or function, or null if there is none of this name. */
    @Nullable
    Object lookup(String name);
}
