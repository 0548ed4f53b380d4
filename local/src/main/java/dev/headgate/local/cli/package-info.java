/**
 * The command line: {@code ./headgate demo | start}. Exit codes: 0 all well, 1 it failed, 2 wrong use; errors are one
 * line on standard error.
 */
@NullMarked
package dev.headgate.local.cli;

import org.jspecify.annotations.NullMarked;
