@NullMarked
package dev.headgate.adaptive;

import org.jspecify.annotations.NullMarked;
