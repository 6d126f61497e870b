package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever listens by a link hears no more than a second of sending after it has ended. */
class SharedStreamTest {
    /** More than the buffers of two sockets. */
    private static final int SIZE = 48 << 20;

    private final Hand clock = new Hand();
    private final WatchedStore store = new WatchedStore(new MemoryStorage(clock).recordings());

    @Test
    void streamUnderWayShouldBreakOffWhenTheLinkHasEnded() throws Exception {
        try (World world = world()) {
            Shares link = Shares.share(world, recorded(world));
            int opened = store.opened();
            try (Socket socket = listen(world, link)) {
                Waits.until(() -> store.opened() > opened);

                link.revoke(world);
                clock.advance(Duration.ofSeconds(1));

                assertThat(rest(socket)).isLessThan(SIZE);
                Waits.until(() -> store.open() == 0 && world.busyRequests() == 0);
            }
        }
    }

    @Test
    void streamUnderWayShouldGoOnAsLongAsItsLinkWorks() throws Exception {
        try (World world = world()) {
            Shares link = Shares.share(world, recorded(world));
            int opened = store.opened();
            try (Socket socket = listen(world, link)) {
                Waits.until(() -> store.opened() > opened);

                clock.advance(Duration.ofSeconds(1));

                assertThat(rest(socket)).isGreaterThan(SIZE);
            }
        }
    }

    private World world() {
        return World.start(setup -> setup.clock(clock).storage(memory -> new MemoryStorage(clock, store)));
    }

    private static String recorded(World world) {
        String call = Samples.call(world);
        Samples.recording(world, call, SIZE);
        return call;
    }

    /** Asks for the audio, and reads nothing of it yet. */
    private static Socket listen(World world, Shares link) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), world.origin().getPort()));
        String request =
                "GET " + World.BASE + link.audio() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** How many bytes come until the server hangs up, head and all. */
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
