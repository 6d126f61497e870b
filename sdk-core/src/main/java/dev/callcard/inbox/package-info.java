/** What providers push: checked, kept, merged into calls, and put aside where it cannot be made sense of. */
@NullMarked
package dev.callcard.inbox;

import org.jspecify.annotations.NullMarked;
