/**
 * Recordings from telephony providers: {@link dev.callcard.telephony.fetch.HttpAudioFetcher} gets them over HTTP and does not let
 * an address from outside lead into private networks.
 */
@NullMarked
package dev.callcard.telephony.fetch;

import org.jspecify.annotations.NullMarked;
