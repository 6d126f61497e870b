package dev.callcard.telephony.fetch;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** When all must be over, whatever the other side does. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** How many milliseconds one wait may take, 1 or more. */
    int millis(Duration most) throws SocketTimeoutException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left < 1) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(left, most.toMillis());
    }
}
