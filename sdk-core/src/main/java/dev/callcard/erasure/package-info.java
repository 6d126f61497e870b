/**
 * Erasure: forgetting a customer for good, and legal hold that forbids it. What was erased stays erased: the ledger turns late
 * reports away, and says what is to be erased again after a restore.
 */
@NullMarked
package dev.callcard.erasure;

import org.jspecify.annotations.NullMarked;
