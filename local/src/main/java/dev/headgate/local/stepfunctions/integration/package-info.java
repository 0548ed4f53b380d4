/** What Task states can call: functions, queues, tables, HTTP endpoints, executions; and the object store of Maps. */
@NullMarked
package dev.headgate.local.stepfunctions.integration;

import org.jspecify.annotations.NullMarked;
