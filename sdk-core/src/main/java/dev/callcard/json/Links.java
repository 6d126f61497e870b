package dev.callcard.json;

import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;

/** Tells where things are, as the host has mounted the plugin. Thread-safe. */
public interface Links {
    /**
     * Where the page of a call's card is.
     *
     * @param call the call
     * @return an absolute path or URL
     */
    String card(CallId call);

    /**
     * Where the page of a customer's newest card is.
     *
     * @param customer the customer
     * @return an absolute path or URL
     */
    String customer(CustomerId customer);

    /**
     * Where a recording can be played.
     *
     * @param call the call
     * @return an absolute path or URL
     */
    String recording(CallId call);
}
