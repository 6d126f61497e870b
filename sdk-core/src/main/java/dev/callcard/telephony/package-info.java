/** The port to telephony providers: what they push, what they are asked for, and where their recordings are. */
@NullMarked
package dev.callcard.telephony;

import org.jspecify.annotations.NullMarked;
