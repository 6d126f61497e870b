package dev.callcard.visit;

import java.util.Objects;
import java.util.Optional;

/**
 * What a visitor browses with, as far as the user agent tells.
 *
 * @param device kind or model of the device, for example {@code Desktop}
 * @param os operating system with its version
 * @param browser browser with its version
 */
public record Device(Optional<String> device, Optional<String> os, Optional<String> browser) {
    /** Nothing is known. */
    public static final Device UNKNOWN = new Device(Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that all parts are there. */
    public Device {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(os, "os");
        Objects.requireNonNull(browser, "browser");
    }
}
