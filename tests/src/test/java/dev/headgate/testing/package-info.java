/** What tests of several packages share: the stores that they start. */
@NullMarked
package dev.headgate.testing;

import org.jspecify.annotations.NullMarked;
