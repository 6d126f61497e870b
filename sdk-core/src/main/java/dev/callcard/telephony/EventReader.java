package dev.callcard.telephony;

import dev.callcard.call.CallReport;
import java.util.List;

/**
 * What a provider can do whose events reach us one by one, as pushes to a webhook or over a connection that the host keeps. Looks at
 * the event and at the account's settings, and at nothing else: no network, no clock but the one it was made with. So what could not be
 * read today can be read again by a later release.
 */
public interface EventReader extends TelephonyProvider {
    /**
     * Reads what a genuine event tells. An unknown value, such as a status that is new, is kept as it is and refuses nothing.
     *
     * @param content what came
     * @return the reports, of this provider and account; empty if it tells of no call
     * @throws UnreadablePushException if it cannot be made sense of
     * @throws dev.callcard.error.InvalidInputException if it makes a report that is wrong, such as one that ends before it starts
     */
    List<CallReport> read(PushContent content) throws UnreadablePushException;
}
