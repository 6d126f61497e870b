package dev.callcard.visit;

/** Port: reads a user agent. Implementations are thread-safe, fast (cache) and never fail. */
@FunctionalInterface
public interface DeviceDetector {
    /** Knows nothing: every device is {@link Device#UNKNOWN}. */
    DeviceDetector NONE = userAgent -> Device.UNKNOWN;

    /**
     * Reads a user agent.
     *
     * @param userAgent the header as sent, untrusted, at most 1,024 characters
     * @return what it tells; {@link Device#UNKNOWN} where it tells nothing
     */
    Device detect(String userAgent);
}
