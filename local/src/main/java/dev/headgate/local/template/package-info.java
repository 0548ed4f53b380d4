/**
 * Reads the template that is deployed, as SAM and CloudFormation would, into a typed, immutable {@link
 * dev.headgate.local.template.Stack}. What it cannot carry out is refused by name, never skipped.
 */
@NullMarked
package dev.headgate.local.template;

import org.jspecify.annotations.NullMarked;
