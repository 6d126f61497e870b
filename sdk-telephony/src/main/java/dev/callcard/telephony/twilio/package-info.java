/** Twilio: status and recording callbacks, and its REST API. */
@NullMarked
package dev.callcard.telephony.twilio;

import org.jspecify.annotations.NullMarked;
