@NullMarked
package dev.headgate.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
