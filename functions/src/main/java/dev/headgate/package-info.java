/**
 * What every part of Headgate shares: the few exceptions that a workflow can name, and the checks that raise them.
 *
 * <p>Dependencies point one way: {@code worker → permit → circuit → dev.headgate}, and {@code adaptive} beside them. The
 * packages {@code dynamodb}, {@code gateway} and {@code lambda} stand outside and depend inward; an architecture test holds
 * this.
 */
@NullMarked
package dev.headgate;

import org.jspecify.annotations.NullMarked;
