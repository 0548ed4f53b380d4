/** The functions' handlers: strict JSON in and out, logs and metrics around it, and the wiring of the parts. */
@NullMarked
package dev.headgate.lambda;

import org.jspecify.annotations.NullMarked;
