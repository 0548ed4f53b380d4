@NullMarked
package dev.headgate.local.cloud;

import org.jspecify.annotations.NullMarked;
