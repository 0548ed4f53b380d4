/**
 * DynamoDB's expressions over maps: what the stores' own requests do, without a server, in microseconds. A contract test
 * holds it to DynamoDB Local.
 */
@NullMarked
package dev.headgate.testing.expressions;

import org.jspecify.annotations.NullMarked;
