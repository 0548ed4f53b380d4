/**
 * JSONata for state machines: expressions compiled once, evaluated on JSON trees that are viewed and not copied.
 *
 * <p>JSON null and undefined stay apart: null is JSONata's own null value inside an evaluation and a {@code NullNode}
 * outside; undefined is Java's null in both.
 */
@NullMarked
package dev.headgate.local.asl.jsonata;

import org.jspecify.annotations.NullMarked;
