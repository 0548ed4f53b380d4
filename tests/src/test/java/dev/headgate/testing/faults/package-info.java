/** What can go wrong between a function and DynamoDB, made to happen. */
@NullMarked
package dev.headgate.testing.faults;

import org.jspecify.annotations.NullMarked;
