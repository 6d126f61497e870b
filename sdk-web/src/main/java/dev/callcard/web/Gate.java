package dev.callcard.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other sites from changing something in the name of a logged-in viewer. A browser adds its cookies to whatever any
 * site makes it send, but it also says which site that was. Requests without a cookie carry nothing that another site could
 * make use of, so programs need none of this.
 */
final class Gate {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Optional<URI> publicBaseUrl;

    Gate(Optional<URI> publicBaseUrl) {
        this.publicBaseUrl = publicBaseUrl;
    }

    void check(HttpServletRequest request) {
        if (!SAFE.contains(request.getMethod()) && request.getHeader("Cookie") != null && !isSameOrigin(request)) {
            throw new HttpProblem(403, "This request came from another site.");
        }
    }

    private boolean isSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            URI from = new URI(origin);
            if (from.getScheme() == null || from.getHost() == null) {
                return false;
            }
            return publicBaseUrl
                    .map(own -> own.getScheme().equalsIgnoreCase(from.getScheme())
                            && authority(own).equals(authority(from)))
                    .orElseGet(() -> isHost(from, request.getHeader("Host")));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The scheme is not compared: behind a proxy that ends TLS, nobody tells us the one that the browser used. */
    private static boolean isHost(URI from, String host) throws IllegalArgumentException {
        if (host == null) {
            return false;
        }
        try {
            URI own = new URI(from.getScheme() + "://" + host);
            return own.getHost() != null && authority(own).equals(authority(from));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(URI url) {
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
