/** The one port that bundles all others: a place to keep everything. */
@NullMarked
package dev.callcard.storage;

import org.jspecify.annotations.NullMarked;
