/** Who did what that matters: deleted, shared, retrieved, held, erased. */
@NullMarked
package dev.callcard.audit;

import org.jspecify.annotations.NullMarked;
