package dev.callcard.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a session.
 *
 * @param url the page's identity, see {@link PageUrl}
 * @param title the page's title, if told
 * @param at when it was opened
 * @param time how long it was looked at, 0 or more; empty if unknown, which is not 0
 */
public record PageView(String url, Optional<String> title, Instant at, Optional<Duration> time) {
    /** Checks that all parts are there. */
    public PageView {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(time, "time");
    }
}
