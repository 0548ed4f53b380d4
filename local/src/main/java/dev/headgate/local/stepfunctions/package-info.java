/** The Step Functions API in front of the interpreter: machines, executions, histories, Map Runs, task tokens. */
@NullMarked
package dev.headgate.local.stepfunctions;

import org.jspecify.annotations.NullMarked;
