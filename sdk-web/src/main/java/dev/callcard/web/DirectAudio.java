package dev.callcard.web;

import dev.callcard.recording.DirectLinks;
import dev.callcard.recording.Recording;
import dev.callcard.recording.Recordings;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sends those who may hear audio to the store that has it, where the host wants that and the store can. */
final class DirectAudio {
    private final Optional<DirectLinks> links;
    private final Duration lifetime;

    private DirectAudio(Optional<DirectLinks> links, Duration lifetime) {
        this.links = links;
        this.lifetime = lifetime;
    }

    static DirectAudio of(WebOptions options, Recordings recordings) {
        return options.directAudio()
                .map(lifetime -> new DirectAudio(recordings.directLinks(), lifetime))
                .orElseGet(() -> new DirectAudio(Optional.empty(), Duration.ZERO));
    }

    boolean isOn() {
        return links.isPresent();
    }

    /** How long a link can be used, if there are links. */
    Optional<Duration> lifetime() {
        return links.map(on -> lifetime);
    }

    /** Where browsers are sent, for the {@code media-src} of pages. */
    Optional<String> origin() {
        return links.map(DirectLinks::origin).map(URI::toString);
    }

    /**
     * Redirects a GET. Nothing of the answer may be kept, as the link in it ends soon, and the store need not know from where
     * people come.
     *
     * @param disposition becomes a part of the link: nothing of anybody
     */
    void redirect(HttpServletResponse response, Recording.Audio audio, String disposition) {
        URI link = links.orElseThrow()
                .link(audio.key(), new DirectLinks.Terms(lifetime, audio.contentType(), disposition));
        response.setStatus(307);
        response.setHeader("Location", link.toString());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
    }
}
