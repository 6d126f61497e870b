package dev.callcard.telephony;

/** What a provider that sends events to a webhook can do. Neither method needs the network. */
public interface PushReceiver extends EventReader {
    /**
     * Says whether the provider sent a request. Compares secrets in constant time.
     *
     * @param request the request, from anybody
     * @return genuine, a text to echo, or refused and why
     */
    Verdict verify(PushRequest request);
}
