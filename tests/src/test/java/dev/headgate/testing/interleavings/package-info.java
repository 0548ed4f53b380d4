/** Every order in which a few callers' steps on shared state can happen, run one after the other. */
@NullMarked
package dev.headgate.testing.interleavings;

import org.jspecify.annotations.NullMarked;
