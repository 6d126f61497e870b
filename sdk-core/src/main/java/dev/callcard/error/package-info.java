/** The failures that Callcard reports on purpose: one small unchecked hierarchy. */
@NullMarked
package dev.callcard.error;

import org.jspecify.annotations.NullMarked;
