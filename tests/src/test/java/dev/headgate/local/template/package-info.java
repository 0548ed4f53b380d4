@NullMarked
package dev.headgate.local.template;

import org.jspecify.annotations.NullMarked;
