/** What the AI worker does with a batch of messages. */
@NullMarked
package dev.headgate.worker;

import org.jspecify.annotations.NullMarked;
