/** No API: shared between packages of Callcard, and may change at any time. */
@NullMarked
package dev.callcard.error.internal;

import org.jspecify.annotations.NullMarked;
