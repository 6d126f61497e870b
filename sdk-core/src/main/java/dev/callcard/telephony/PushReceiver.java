package dev.callcard.telephony;

import dev.callcard.call.CallReport;
import java.util.List;

/**
 * What a provider that sends events by itself can do. Both methods look at what they are given and at the account's settings, and at
 * nothing else: no network, no clock but the one they were made with. So what could not be read today can be read again by a later
 * release.
 */
public interface PushReceiver extends TelephonyProvider {
    /**
     * Says whether the provider sent a request. Compares secrets in constant time.
     *
     * @param request the request, from anybody
     * @return genuine, a text to echo, or refused and why
     */
    Verdict verify(PushRequest request);

    /**
     * Reads what a genuine request tells. An unknown value, such as a status that is new, is kept as it is and refuses nothing.
     *
     * @param content what the request brought
     * @return the reports, of this provider and account; empty if it tells of no call
     * @throws UnreadablePushException if it cannot be made sense of
     * @throws dev.callcard.error.InvalidInputException if it makes a report that is wrong, such as one that ends before it starts
     */
    List<CallReport> read(PushContent content) throws UnreadablePushException;
}
