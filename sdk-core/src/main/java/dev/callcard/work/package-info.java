/** Threads that do what is due: the one place in the core that has any. */
@NullMarked
package dev.callcard.work;

import org.jspecify.annotations.NullMarked;
