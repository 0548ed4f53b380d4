/** Circuits. */
@NullMarked
package dev.headgate.circuit;

import org.jspecify.annotations.NullMarked;
