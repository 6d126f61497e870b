/** Asking providers for what their pushes missed, again and again, with an overlap. */
@NullMarked
package dev.callcard.poll;

import org.jspecify.annotations.NullMarked;
