package dev.callcard.storage.s3;

import dev.callcard.error.CallCardException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Exactly one range of an object, straight from the socket: what the reader has not asked for stays with the store, held
 * back by TCP. Where the line breaks, as it does for readers that take their time, it goes on with the byte that comes
 * next. Not thread-safe.
 */
final class RangeInputStream extends InputStream {
    /** A line may break twice, and once more for each so many bytes: a line that gives little is given up soon. */
    private static final int MOST_BREAKS = 2;

    private static final long BYTES_PER_BREAK = 256 << 10;

    private final Source source;
    private final long end;
    private ResponseInputStream<GetObjectResponse> bytes;
    private long position;
    private long given;
    private int breaks;
    private boolean closed;

    /**
     * The range.
     *
     * @param source opens the bytes from one position to the end of the range
     */
    RangeInputStream(Source source, long position, long end) {
        this.source = source;
        this.position = position;
        this.end = end;
        this.bytes = source.open(position);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int most = (int) Math.min(length, end - position);
        int read = readOrResume(target, offset, most);
        position += read;
        given += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (position == end) {
            bytes.close(); // keeps the connection for others
        } else {
            bytes.abort(); // would read to the end otherwise
        }
    }

    private int readOrResume(byte[] target, int offset, int most) throws IOException {
        while (true) {
            try {
                int read = bytes.read(target, offset, most);
                if (read > 0) {
                    return read;
                }
                throw new EOFException("an object ended early");
            } catch (IOException | SdkException e) {
                bytes.abort();
                if (++breaks > MOST_BREAKS + given / BYTES_PER_BREAK
                        || Thread.currentThread().isInterrupted()) {
                    throw Failures.described(e);
                }
                resume();
            }
        }
    }

    private void resume() throws IOException {
        try {
            bytes = source.open(position);
        } catch (CallCardException e) {
            throw new IOException("a recording could not be read on", e);
        }
    }

    /** Opens the object from a position on. */
    interface Source {
        ResponseInputStream<GetObjectResponse> open(long position);
    }
}
