/**
 * Customer identity: what a reported number is, and which calls belong to one customer.
 *
 * <p>Two calls belong to one customer if, and only if, their project and their {@link dev.callcard.phone.CustomerKey}
 * are equal. There is no suffix, prefix or fuzzy matching anywhere.
 */
@NullMarked
package dev.callcard.phone;

import org.jspecify.annotations.NullMarked;
