/**
 * The demo: runs the main job on real input against the stand-in gateway, judges the outcome and reports it. Figures,
 * timeline and report are pure; {@link dev.headgate.local.demo.Demo} wires them to a running stack.
 */
@NullMarked
package dev.headgate.local.demo;

import org.jspecify.annotations.NullMarked;
