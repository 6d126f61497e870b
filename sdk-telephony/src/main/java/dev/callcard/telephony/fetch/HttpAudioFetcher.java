package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher;
import dev.callcard.recording.Recordings;
import dev.callcard.telephony.ProviderException;
import dev.callcard.telephony.RecordingLocator;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.telephony.TelephonyProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Fetches over HTTP/1.1, with TLS or without. An address is taken to be hostile: only the public Internet may be reached unless
 * the host names a network, no matter how an address is written, to what a name resolves and where redirects lead. A
 * connection that breaks is continued where it was.
 *
 * <p>An answer that declares no length and is ended by closing the connection, as by old telephone systems, is taken for
 * whole, because nothing tells. Keeps no connections and logs nothing. Thread-safe.
 */
public final class HttpAudioFetcher implements AudioFetcher {
    private final Way way;
    private final Guard guard;
    private final TelephonyAccounts accounts;
    private final Duration totalTimeout;
    private final long maxBytes;

    private HttpAudioFetcher(Way way, Guard guard, TelephonyAccounts accounts, Duration totalTimeout, long maxBytes) {
        this.way = way;
        this.guard = guard;
        this.accounts = accounts;
        this.totalTimeout = totalTimeout;
        this.maxBytes = maxBytes;
    }

    /**
     * Builds a fetcher.
     *
     * @return a builder whose values are good for providers on the Internet that ask for no credentials
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void fetch(Source source, Path into) throws IOException {
        Deadline deadline = Deadline.in(totalTimeout);
        // Of what was reported, and not of where that is today: a recording that was begun is continued under another
        // address.
        String sum = sum(source);
        RecordingLocator.Location there = locate(source);
        Source located = new Source(source.project(), source.provider(), source.account(), there.url());
        Guard allowed = there.authorization().isPresent() ? guard.with(there) : guard;
        new Download(way, allowed, located, sum, PartFile.open(into, sum), maxBytes, deadline).run();
    }

    private RecordingLocator.Location locate(Source source) throws FetchException {
        TelephonyProvider provider = accounts.find(source.project(), source.provider(), source.account())
                .orElse(null);
        if (!(provider instanceof RecordingLocator locator)) {
            return RecordingLocator.Location.open(source.url());
        }
        try {
            return locator.locate(source.url());
        } catch (ProviderException e) {
            throw new FetchException(e.reason(), true, e.retryAfter());
        }
    }

    private static String sum(Source source) {
        String all =
                String.join("\n", source.project().value(), source.provider(), source.account()) + "\n" + source.url();
        return HexFormat.of().formatHex(Checksums.digest("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
    }

    /** Builds a fetcher. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(1);

        private final List<Network> networks = new ArrayList<>();
        private final Set<String> plainHosts = new HashSet<>();
        private AudioCredentials credentials = source -> Optional.empty();
        private TelephonyAccounts accounts = TelephonyAccounts.NONE;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration idleTimeout = Duration.ofSeconds(30);
        private Duration totalTimeout = Duration.ofMinutes(15);
        private long maxBytes = Recordings.MAX_BYTES;
        private Optional<SSLContext> tls = Optional.empty();
        private Way.Resolver resolver = InetAddress::getAllByName;
        private Way.Dialer dialer = Socket::connect;

        private Builder() {}

        /**
         * Says with which credentials providers are asked.
         *
         * @param finder finds them; without one, none are sent
         * @return this
         */
        public Builder credentials(AudioCredentials finder) {
            this.credentials = Objects.requireNonNull(finder, "finder");
            return this;
        }

        /**
         * Says which accounts know where their recordings are: those that are {@link RecordingLocator}s are asked each time. What they
         * say goes before {@link #credentials}.
         *
         * @param known the host's accounts; none unless set
         * @return this
         */
        public Builder accounts(TelephonyAccounts known) {
            this.accounts = Objects.requireNonNull(known, "known");
            return this;
        }

        /**
         * Lets credentials go to a host over plain {@code http}, where whoever is on the way can read them. For a telephone
         * system in the same building that knows no TLS.
         *
         * @param host the exact name of the host
         * @return this
         */
        public Builder credentialsOverHttp(String host) {
            plainHosts.add(host.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Opens a network that is not of the public Internet. Whoever can name an address of a recording can then make this
         * process ask any server in it for any path: name as few addresses as possible.
         *
         * @param network an address, a slash and the number of bits that count, such as {@code 10.1.2.3/32}
         * @return this
         * @throws IllegalArgumentException if it is anything else
         */
        public Builder allowNetwork(String network) {
            networks.add(Network.of(network));
            return this;
        }

        /**
         * Sets how long it may take to connect to one address of a server; 10 seconds unless set. Looking up a name is not
         * part of it: how long that takes is set in the operating system.
         *
         * @param timeout from a millisecond to a day
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = checked(timeout);
            return this;
        }

        /**
         * Sets how long a server may be silent; 30 seconds unless set.
         *
         * @param timeout from a millisecond to a day
         * @return this
         */
        public Builder idleTimeout(Duration timeout) {
            this.idleTimeout = checked(timeout);
            return this;
        }

        /**
         * Sets how long a fetch may take with all its connections; 15 minutes unless set.
         *
         * @param timeout from a millisecond to a day
         * @return this
         */
        public Builder totalTimeout(Duration timeout) {
            this.totalTimeout = checked(timeout);
            return this;
        }

        /**
         * Sets how large a recording may be; {@link Recordings#MAX_BYTES} unless set.
         *
         * @param bytes 1 or more
         * @return this
         */
        public Builder maxBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes must be 1 or more");
            }
            this.maxBytes = bytes;
            return this;
        }

        /**
         * Sets whose certificates are trusted; those that the JDK trusts unless set. The names in certificates are checked
         * in any case.
         *
         * @param context makes the connections
         * @return this
         */
        public Builder tls(SSLContext context) {
            this.tls = Optional.of(context);
            return this;
        }

        /** Has names looked up differently. */
        Builder resolver(Way.Resolver other) {
            this.resolver = other;
            return this;
        }

        /** Has sockets connected differently. */
        Builder dialer(Way.Dialer other) {
            this.dialer = other;
            return this;
        }

        /**
         * Builds the fetcher.
         *
         * @return never null
         */
        public HttpAudioFetcher build() {
            Way way = new Way(
                    new Networks(networks),
                    tls.orElseGet(Builder::trustOfTheJdk),
                    connectTimeout,
                    idleTimeout,
                    resolver,
                    dialer);
            return new HttpAudioFetcher(
                    way, new Guard(credentials, Set.copyOf(plainHosts)), accounts, totalTimeout, maxBytes);
        }

        private static Duration checked(Duration timeout) {
            if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a timeout must be from a millisecond to a day");
            }
            return timeout;
        }

        // Not SSLContext.getDefault(): any library in the process can replace that by one which trusts everybody.
        private static SSLContext trustOfTheJdk() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no TLS", e);
            }
        }
    }
}
