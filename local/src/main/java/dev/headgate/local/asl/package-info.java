/** An interpreter of the Amazon States Language in its JSONata mode. */
@NullMarked
package dev.headgate.local.asl;

import org.jspecify.annotations.NullMarked;
