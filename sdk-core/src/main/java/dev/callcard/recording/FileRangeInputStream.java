package dev.callcard.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Exactly one range of a file, read where it lies. Closes the file. Not thread-safe. */
final class FileRangeInputStream extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    FileRangeInputStream(FileChannel file, RecordingStore.Range range) {
        this.file = file;
        this.position = range.offset();
        this.end = range.offset() + range.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int most = (int) Math.min(length, end - position);
        int read = file.read(ByteBuffer.wrap(bytes, offset, most), position);
        if (read < 0) {
            throw new EOFException("the file of a recording became shorter");
        }
        position += read;
        return read;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
