/**
 * The entry point. Everything else is in the package that has the name of its idea.
 */
@NullMarked
package dev.callcard;

import org.jspecify.annotations.NullMarked;
