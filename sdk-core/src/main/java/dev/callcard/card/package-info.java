/**
 * The call card: its sections, the facts they need, and how they are put together.
 *
 * <p>This package reads the others; none reads it.
 */
@NullMarked
package dev.callcard.card;

import org.jspecify.annotations.NullMarked;
