/**
 * Lambda on this machine: function environments as processes behind Lambda's Runtime API, the Invoke API in front of
 * them, and the pollers of their event sources.
 */
@NullMarked
package dev.headgate.local.lambda;

import org.jspecify.annotations.NullMarked;
