package dev.callcard.visit;

import java.util.Objects;
import java.util.Optional;

/**
 * Where an IP address is, as far as the host's place data tells.
 *
 * @param country ISO 3166 alpha-2 code or the name of the country
 * @param region name of the region
 * @param city name of the city
 */
public record Place(Optional<String> country, Optional<String> region, Optional<String> city) {
    /** Checks that all parts are there. */
    public Place {
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(city, "city");
    }
}
