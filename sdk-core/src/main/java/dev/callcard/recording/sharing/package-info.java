/** Links that play a recording without log-in. */
@NullMarked
package dev.callcard.recording.sharing;

import org.jspecify.annotations.NullMarked;
