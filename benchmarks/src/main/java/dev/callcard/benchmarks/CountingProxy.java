package dev.callcard.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and PostgreSQL and counts how often the talk changes from the client to the server. */
final class CountingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int port;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    CountingProxy(int port) throws IOException {
        this.port = port;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The number of turns since it was asked for last. */
    int reset() {
        return turns.getAndSet(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicInteger speaker = new AtomicInteger();
                start(() -> pump(client, server, speaker, 1));
                start(() -> pump(server, client, speaker, 2));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicInteger speaker, int self) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (speaker.getAndSet(self) == 1 && self == 2) {
                    turns.incrementAndGet();
                }
                out.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            // The other side of the talk has ended, and closed this one with it.
            ended.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "counting proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
