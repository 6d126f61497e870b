package dev.callcard.telephony.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;

/**
 * A socket whose every wait ends in time: after the idle time, and all of them together at the deadline. Below TLS it holds
 * for the handshake too, and a server that sends byte after byte cannot draw anything out.
 */
final class TimedSocket extends Socket {
    private final Deadline deadline;
    private final Duration idle;

    TimedSocket(Deadline deadline, Duration idle) {
        super(Proxy.NO_PROXY); // else system properties could put a proxy in between, which would resolve names itself
        this.deadline = deadline;
        this.idle = idle;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(deadline.millis(idle));
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                setSoTimeout(deadline.millis(idle));
                return super.read(bytes, offset, length);
            }
        };
    }
}
