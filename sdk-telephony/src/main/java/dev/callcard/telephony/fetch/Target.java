package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of the only form that is fetched from. Where libraries could read an address in two ways it is refused, so that
 * what is checked is what is used.
 */
final class Target {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    private static final Pattern VISIBLE = Pattern.compile("[!-~&&[^\\\\]]{1,8000}");
    // The last part begins with a letter, so that no spelling of a number passes for a name.
    private static final Pattern NAME = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private final URI uri;
    private final boolean secure;
    private final String host;
    private final int port;

    private Target(URI uri, boolean secure, String host, int port) {
        this.uri = uri;
        this.secure = secure;
        this.host = host;
        this.port = port;
    }

    static Target of(URI url) throws FetchException {
        return parse(url.toASCIIString()).orElseThrow(Why::badAddress);
    }

    /** Where a redirect leads. */
    Target redirect(String location) throws FetchException {
        if (!VISIBLE.matcher(location).matches()) {
            throw Why.badRedirect();
        }
        Target next;
        try {
            next = parse(uri.resolve(new URI(location)).toString()).orElseThrow(Why::badRedirect);
        } catch (URISyntaxException e) {
            throw Why.badRedirect();
        }
        if (secure && !next.secure) {
            throw Why.downgrade();
        }
        return next;
    }

    private static Optional<Target> parse(String text) {
        if (!VISIBLE.matcher(text).matches()) {
            return Optional.empty();
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? HTTPS : HTTP;
        boolean fine = (secure || "http".equalsIgnoreCase(url.getScheme()))
                && url.getRawUserInfo() == null
                && (port == HTTP || port == HTTPS || port >= FIRST_FREE_PORT && port <= LAST_PORT);
        return fine ? host(url).map(host -> new Target(withPath(url), secure, host, port)) : Optional.empty();
    }

    private static Optional<String> host(URI url) {
        String host = url.getHost();
        if (host == null) {
            return Optional.empty(); // also if java.net.URI finds an authority that has none of its forms
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            String inner = host.substring(1, host.length() - 1);
            return inner.indexOf(':') >= 0 ? Network.address(inner).map(address -> inner) : Optional.empty();
        }
        boolean name = host.length() <= 253 && NAME.matcher(host).matches();
        return name || Network.address(host).isPresent()
                ? Optional.of(host.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    // Against a base without path, java.net.URI would glue a relative address to the host's name.
    private static URI withPath(URI url) {
        return url.getRawPath().isEmpty() ? url.resolve("/" + query(url)) : url;
    }

    boolean secure() {
        return secure;
    }

    /** The host's name or address; an IPv6 address without brackets. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The address itself, if the host is one and no name. */
    Optional<InetAddress> address() {
        return Network.address(host);
    }

    /** What is asked for. */
    String path() {
        return uri.getRawPath() + query(uri);
    }

    /** The host as it stands in a request. */
    String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    private static String query(URI url) {
        return url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    }
}
