/** The command line: {@code ./headgate demo | start}. */
@NullMarked
package dev.headgate.local.cli;

import org.jspecify.annotations.NullMarked;
