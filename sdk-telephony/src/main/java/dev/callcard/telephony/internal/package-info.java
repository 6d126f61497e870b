/** What the providers of this module share. Nobody else's to call. */
@NullMarked
package dev.callcard.telephony.internal;

import org.jspecify.annotations.NullMarked;
