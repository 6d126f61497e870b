/** No API: shared between packages of Callcard, and may change at any time. */
@NullMarked
package dev.callcard.call.internal;

import org.jspecify.annotations.NullMarked;
