/** Recordings of calls: their state, their bytes, and playing them by ranges. */
@NullMarked
package dev.callcard.recording;

import org.jspecify.annotations.NullMarked;
