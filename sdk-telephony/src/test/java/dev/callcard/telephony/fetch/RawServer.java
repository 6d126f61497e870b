package dev.callcard.telephony.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface that says whatever it is told to, be it HTTP or not. One request for a connection. */
final class RawServer implements AutoCloseable {
    final List<Ask> asks = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answerer answerer = (ask, out) -> {};

    RawServer() throws IOException {
        this("127.0.0.1", 0);
    }

    RawServer(String address, int port) throws IOException {
        listening = new ServerSocket(port, 200, Network.address(address).orElseThrow());
        threads.execute(this::accept);
    }

    /** Writes an answer. */
    interface Answerer {
        void answer(Ask ask, Out out) throws IOException, InterruptedException;
    }

    RawServer answers(Answerer with) {
        answerer = with;
        return this;
    }

    /** Answers all requests with the same text. */
    RawServer says(String text) {
        return answers((ask, out) -> out.text(text));
    }

    InetSocketAddress here() {
        return new InetSocketAddress(listening.getInetAddress(), port());
    }

    int port() {
        return listening.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Ask ask = new Ask(head(new BufferedInputStream(client.getInputStream())));
            asks.add(ask);
            answerer.answer(ask, new Out(client, closed));
        } catch (IOException e) {
            // The other side went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int one = in.read();
            if (one < 0) {
                throw new EOFException();
            }
            head.append((char) one);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        threads.shutdownNow();
    }

    /** A request. */
    record Ask(String head) {
        String path() {
            return head.split(" ", 3)[1];
        }

        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /** The way back. */
    record Out(Socket socket, CountDownLatch closed) {
        void text(String text) throws IOException {
            bytes(text.getBytes(ISO_8859_1), 0, text.length());
        }

        void bytes(byte[] bytes, int from, int to) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes, from, to - from);
            out.flush();
        }

        /** Says nothing more until the test is over. */
        void stall() throws InterruptedException {
            closed.await();
        }

        /** A moment between two bytes of a slow server; false once the test is over. */
        boolean pause(int millis) throws InterruptedException {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        }

        /** Has the connection end with an error rather than in peace. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }
    }
}
