/**
 * The ledger: keyed hashes of what was erased, from which nothing can be read without the host's key. It turns late reports away,
 * and tells what a restored backup must not bring back. What erasing is, is in {@code dev.callcard.erasure}.
 */
@NullMarked
package dev.callcard.ledger;

import org.jspecify.annotations.NullMarked;
