package dev.callcard.storage.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on the loopback interface that counts for what a client of PostgreSQL waits: the messages Query, Sync and
 * Flush, after which the server must speak.
 */
final class CountingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int port;
    private final AtomicInteger turns = new AtomicInteger();

    CountingProxy(int port) throws IOException {
        this.port = port;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The number of turns so far, from now on counted from 0. */
    int reset() {
        return turns.getAndSet(0);
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Messages messages = new Messages(turns);
                pump(client, server, messages);
                pump(server, client, (buffer, length) -> {});
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void pump(Socket from, Socket to, Listener listener) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[1 << 16];
                    try (InputStream in = from.getInputStream();
                            OutputStream out = to.getOutputStream()) {
                        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                            listener.saw(buffer, read);
                            out.write(buffer, 0, read);
                        }
                    } catch (IOException e) {
                        // One of both has closed its connection, which ends the other.
                        closeQuietly(from);
                        closeQuietly(to);
                    }
                },
                "pump");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private interface Listener {
        void saw(byte[] buffer, int length);
    }

    /** Follows the client's messages: a type, a length of four bytes that counts itself, and the rest. The first has no type. */
    private static final class Messages implements Listener {
        private final AtomicInteger turns;
        private boolean isStarted;
        private int header;
        private int length;
        private long skip;

        Messages(AtomicInteger turns) {
            this.turns = turns;
            this.header = 4;
        }

        @Override
        public void saw(byte[] buffer, int count) {
            for (int i = 0; i < count; i++) {
                if (skip > 0) {
                    skip--;
                } else if (header == 0) {
                    if (isStarted && (buffer[i] == 'Q' || buffer[i] == 'S' || buffer[i] == 'H')) {
                        turns.incrementAndGet();
                    }
                    header = 4;
                    length = 0;
                } else {
                    length = length << 8 | buffer[i] & 0xff;
                    if (--header == 0) {
                        skip = length - 4L;
                        isStarted = true;
                    }
                }
            }
        }
    }
}
