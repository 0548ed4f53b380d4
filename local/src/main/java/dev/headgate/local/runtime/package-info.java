/**
 * The loop that runs inside a function's process. It is put on the function's class path alone, so it imports
 * {@code java.*} and aws-lambda-java-core only.
 */
@NullMarked
package dev.headgate.local.runtime;

import org.jspecify.annotations.NullMarked;
