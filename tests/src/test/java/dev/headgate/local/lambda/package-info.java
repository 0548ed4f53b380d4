@NullMarked
package dev.headgate.local.lambda;

import org.jspecify.annotations.NullMarked;
