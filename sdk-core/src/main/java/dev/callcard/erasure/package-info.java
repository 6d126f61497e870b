/** Erasing a customer, keeping the erased erased, legal hold, and the export of all that is known of a customer. */
@NullMarked
package dev.callcard.erasure;

import org.jspecify.annotations.NullMarked;
