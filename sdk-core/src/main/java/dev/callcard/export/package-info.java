/** Handing out all that is held of a customer, for the customer. */
@NullMarked
package dev.callcard.export;

import org.jspecify.annotations.NullMarked;
