/** What people think of a call: categories, two ratings, comments. */
@NullMarked
package dev.callcard.annotation;

import org.jspecify.annotations.NullMarked;
