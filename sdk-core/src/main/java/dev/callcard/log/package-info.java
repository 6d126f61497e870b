/** The project-wide call log. */
@NullMarked
package dev.callcard.log;

import org.jspecify.annotations.NullMarked;
