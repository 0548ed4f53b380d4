/**
 * An interpreter of the Amazon States Language in its JSONata mode.
 *
 * <p>A definition is read once: {@code StateMachine} by {@code FlowParser}, {@code StateParser} and {@code MapParser}
 * into {@code Flow} and {@code State}. {@code Interpreter} starts a {@code Run} of it: a {@code Walker} goes through a
 * {@code Branch} of the flow, one {@code Visit} a state, and {@code Attempts} sees to retries and catchers. What happens
 * goes through {@code History} to the {@code ExecutionListener}, what it costs into the {@code Bill}.
 *
 * <p>A distributed Map is one {@code DistributedMapState}: it reads {@code DistributedItems}, and starts a
 * {@code DistributedRun} whose {@code Children} run within their {@code MapRunBounds}, whose {@code Progress} is counted
 * and whose results a {@code ResultSink} takes.
 *
 * <p>All waiting goes through {@code Time}: {@code WallTime}, or {@code VirtualTime}, which jumps to the next of its
 * {@code Alarms} whenever nobody of its {@code Crew} works.
 */
@NullMarked
package dev.headgate.local.asl;

import org.jspecify.annotations.NullMarked;
