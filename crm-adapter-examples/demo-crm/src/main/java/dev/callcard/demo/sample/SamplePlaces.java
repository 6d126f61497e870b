package dev.callcard.demo.sample;

import com.google.inject.Singleton;
import dev.callcard.visit.Place;
import dev.callcard.visit.PlaceLocator;
import java.util.Map;
import java.util.Optional;

/**
 * Places for the addresses that the sample's visitors have. They are from the networks that are reserved for
 * documentation, so nobody really has them. A real host reads a place database here.
 */
@Singleton
public final class SamplePlaces implements PlaceLocator {
    private static final Map<String, Place> PLACES = Map.of(
            "192.0.2", place("England", "London"),
            "198.51.100", place("England", "Leeds"),
            "203.0.113", place("Scotland", "Edinburgh"));

    /** Makes the table. */
    public SamplePlaces() {}

    @Override
    public Optional<Place> locate(String ip) {
        int lastDot = ip.lastIndexOf('.');
        return lastDot < 0 ? Optional.empty() : Optional.ofNullable(PLACES.get(ip.substring(0, lastDot)));
    }

    private static Place place(String region, String city) {
        return new Place(Optional.of("GB"), Optional.of(region), Optional.of(city));
    }
}
