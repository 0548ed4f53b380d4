/** {@code ./headgate bench circuit}: what the circuit checker uses on each path, and beside the peers that keep theirs in DynamoDB. */
@NullMarked
package dev.headgate.bench.circuit;

import org.jspecify.annotations.NullMarked;
