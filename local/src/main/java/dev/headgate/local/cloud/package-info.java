/**
 * Brings a {@link dev.headgate.local.template.Stack} to life on this machine: stores, resources, functions, workflows.
 * {@link dev.headgate.local.cloud.LocalCloud} is the composition root.
 */
@NullMarked
package dev.headgate.local.cloud;

import org.jspecify.annotations.NullMarked;
