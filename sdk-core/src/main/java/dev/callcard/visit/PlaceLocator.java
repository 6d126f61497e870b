package dev.callcard.visit;

import java.util.Optional;

/** Port: looks up where an IP address is. Implementations are thread-safe, fast and local: no network. */
@FunctionalInterface
public interface PlaceLocator {
    /** Knows nothing. */
    PlaceLocator NONE = ip -> Optional.empty();

    /**
     * Looks up an address.
     *
     * @param ip an IPv4 or IPv6 address as text, untrusted
     * @return the place, empty if unknown
     */
    Optional<Place> locate(String ip);
}
