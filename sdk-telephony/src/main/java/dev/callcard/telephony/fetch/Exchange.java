package dev.callcard.telephony.fetch;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * One request and its answer over a connection of its own. Failures of the network become a {@link CutException} or a
 * {@link FetchException}, so that what remains an {@link IOException} is one of files.
 */
final class Exchange implements AutoCloseable {
    private static final int MOST_INTERIM_ANSWERS = 10;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(5)
            .build();

    private final Way.Sockets sockets;
    private final ClassicHttpResponse answer;
    private final InputStream body;

    private Exchange(Way.Sockets sockets, ClassicHttpResponse answer, InputStream body) {
        this.sockets = sockets;
        this.answer = answer;
        this.body = body;
    }

    static Exchange get(Way.Sockets sockets, Target target, Map<String, String> headers)
            throws FetchException, CutException {
        Exchange exchange = null;
        try {
            exchange = start(sockets, target, headers);
            return exchange;
        } catch (SocketTimeoutException e) {
            throw Why.tooSlow();
        } catch (HttpException e) {
            throw Why.notHttp();
        } catch (IOException e) {
            throw new CutException();
        } finally {
            if (exchange == null) {
                Way.close(sockets.plain());
            }
        }
    }

    // HttpCore reads and writes the protocol and nothing else: no redirects, cookies, retries, proxies, logs or
    // decoding.
    private static Exchange start(Way.Sockets sockets, Target target, Map<String, String> headers)
            throws IOException, HttpException {
        DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
        if (sockets.secure().isPresent()) {
            http.bind(sockets.secure().get(), sockets.plain());
        } else {
            http.bind(sockets.plain());
        }
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", target.path());
        request.addHeader("Host", target.authority());
        headers.forEach(request::addHeader);
        http.sendRequestHeader(request);
        http.flush();
        ClassicHttpResponse answer = http.receiveResponseHeader();
        for (int i = 0; answer.getCode() < FIRST_FINAL_STATUS; i++) {
            if (i == MOST_INTERIM_ANSWERS) {
                throw new HttpException("too many interim answers");
            }
            answer = http.receiveResponseHeader();
        }
        http.receiveResponseEntity(answer);
        return new Exchange(sockets, answer, answer.getEntity().getContent());
    }

    int status() {
        return answer.getCode();
    }

    /** The header's value; empty if it is not there or more than once. */
    Optional<String> header(String name) {
        List<String> all = headers(name);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    List<String> headers(String name) {
        return Arrays.stream(answer.getHeaders(name))
                .map(Header::getValue)
                .filter(value -> value != null)
                .map(String::strip)
                .toList();
    }

    /** How many bytes the body is declared to have; empty if it is not. */
    Optional<Long> length() {
        long length = answer.getEntity().getContentLength();
        return length < 0 ? Optional.empty() : Optional.of(length);
    }

    /** Reads some bytes of the body; less than 0 at its end. */
    int read(byte[] bytes) throws FetchException, CutException {
        try {
            return body.read(bytes);
        } catch (SocketTimeoutException e) {
            throw Why.tooSlow();
        } catch (IOException e) {
            throw new CutException();
        }
    }

    /** Ends the connection at once: neither is the rest of the body read nor does TLS say good-bye. */
    @Override
    public void close() {
        Way.close(sockets.plain());
    }
}
