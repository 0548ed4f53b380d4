/**
 * CloudWatch on this machine: metrics, alarms evaluated as AWS documents it, and what an alarm sends when its state
 * changes.
 */
@NullMarked
package dev.headgate.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
