package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A listener who stops reading holds a thread, a file and a window: until the server's idle timeout, and no longer. */
class StalledReaderTest {
    /** More than the buffers of two sockets. */
    private static final int SIZE = 48 << 20;

    private final WatchedStore store = new WatchedStore(new MemoryStorage(Clock.systemUTC()).recordings());

    @Test
    void readerWhoStopsShouldBeCutByTheIdleTimeout() throws Exception {
        try (World world = World.start(setup ->
                setup.idle(Duration.ofMillis(500)).storage(memory -> new MemoryStorage(Clock.systemUTC(), store)))) {
            String call = Samples.call(world);
            Samples.recording(world, call, SIZE);
            int openedBefore = store.opened();
            long readBefore = store.read();
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(8 << 10);
                socket.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), world.origin().getPort()));
                socket.getOutputStream().write(request(call));
                Waits.until(() -> store.opened() > openedBefore);

                Waits.until(() -> store.open() == 0 && world.busyRequests() == 0);

                assertThat(store.read() - readBefore)
                        .as("bytes read for nobody")
                        .isLessThan(SIZE);
                assertThat(rest(socket)).as("bytes that arrived").isLessThan(SIZE);
            }
        }
    }

    private static byte[] request(String call) {
        String request = "GET " + World.BASE + World.API + "/calls/" + call
                + "/recording HTTP/1.1\r\nHost: 127.0.0.1\r\n" + World.USER + ": agent\r\n\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private static long rest(Socket socket) {
        byte[] buffer = new byte[64 << 10];
        long count = 0;
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count += n;
            }
        } catch (IOException e) {
            // A connection that was reset has said the same: this is not the whole.
        }
        return count;
    }
}
