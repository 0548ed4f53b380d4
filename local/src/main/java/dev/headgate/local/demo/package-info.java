/** The demo: the main job on real input, its figures and its report. */
@NullMarked
package dev.headgate.local.demo;

import org.jspecify.annotations.NullMarked;
