package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects. A name is looked up once, all its addresses are judged, and the socket is given one of these very addresses: there
 * is no second look-up that could have another answer.
 */
final class Way {
    private static final int MOST_ADDRESSES = 6;

    private final Networks networks;
    private final SSLContext tls;
    private final Duration connectTimeout;
    private final Duration idleTimeout;
    private final Resolver resolver;
    private final Dialer dialer;

    Way(
            Networks networks,
            SSLContext tls,
            Duration connectTimeout,
            Duration idleTimeout,
            Resolver resolver,
            Dialer dialer) {
        this.networks = networks;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.idleTimeout = idleTimeout;
        this.resolver = resolver;
        this.dialer = dialer;
    }

    Sockets connect(Target target, Deadline deadline) throws FetchException {
        TimedSocket plain = dial(target, addresses(target), deadline);
        if (!target.secure()) {
            return new Sockets(plain, Optional.empty());
        }
        try {
            return new Sockets(plain, Optional.of(secure(plain, target)));
        } catch (SocketTimeoutException e) {
            close(plain);
            throw Why.tooSlow();
        } catch (IOException e) {
            close(plain);
            throw Why.insecure();
        }
    }

    private List<InetAddress> addresses(Target target) throws FetchException {
        List<InetAddress> all;
        try {
            Optional<InetAddress> literal = target.address();
            all = literal.isPresent() ? List.of(literal.get()) : List.of(resolver.resolve(target.host()));
        } catch (UnknownHostException e) {
            throw Why.unknownHost();
        }
        if (all.isEmpty()) {
            throw Why.unknownHost();
        }
        // One that is not allowed spoils all: no honest name leads both into the Internet and into a private network.
        if (!all.stream().allMatch(networks::open)) {
            throw Why.refusedAddress();
        }
        return all.subList(0, Math.min(all.size(), MOST_ADDRESSES));
    }

    private TimedSocket dial(Target target, List<InetAddress> addresses, Deadline deadline) throws FetchException {
        FetchException last = Why.unreachable();
        for (InetAddress address : addresses) {
            TimedSocket socket = new TimedSocket(deadline, idleTimeout);
            try {
                int millis = deadline.millis(connectTimeout);
                dialer.connect(socket, new InetSocketAddress(address, target.port()), millis);
                return socket;
            } catch (SocketTimeoutException e) {
                close(socket);
                last = Why.tooSlow();
            } catch (IOException e) {
                close(socket);
                last = Why.unreachable();
            }
        }
        throw last;
    }

    private SSLSocket secure(TimedSocket plain, Target target) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // without it any valid certificate would do
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Never throws: what is thrown away need not be thrown away well. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }

    /**
     * A connection.
     *
     * @param plain the socket
     * @param secure TLS over it, if there is any
     */
    record Sockets(Socket plain, Optional<SSLSocket> secure) {}

    /** Looks names up; another one in tests. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Connects a socket; another one in tests. */
    interface Dialer {
        void connect(Socket socket, InetSocketAddress to, int millis) throws IOException;
    }
}
