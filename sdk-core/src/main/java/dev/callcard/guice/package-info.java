/** For hosts on Guice: the entry point as a module. Guice is an optional dependency; nothing else here names it. */
@NullMarked
package dev.callcard.guice;

import org.jspecify.annotations.NullMarked;
