/**
 * The stores on DynamoDB. Each decision is one conditional write that states its own safety; who loses the race learns
 * why from the item that refused it, which DynamoDB hands back at no charge.
 */
@NullMarked
package dev.headgate.dynamodb;

import org.jspecify.annotations.NullMarked;
