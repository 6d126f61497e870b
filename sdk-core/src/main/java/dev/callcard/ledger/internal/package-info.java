/** What adapters share; not for hosts. */
@NullMarked
package dev.callcard.ledger.internal;

import org.jspecify.annotations.NullMarked;
