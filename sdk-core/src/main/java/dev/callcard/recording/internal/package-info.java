/** What every adapter of the recording ports has in common. Nobody's to call but theirs. */
@NullMarked
package dev.callcard.recording.internal;

import org.jspecify.annotations.NullMarked;
