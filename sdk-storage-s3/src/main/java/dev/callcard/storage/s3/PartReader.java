package dev.callcard.storage.s3;

import dev.callcard.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Cuts a stream into parts and holds one of them at a time, in a buffer that is no larger than what was read. Not
 * thread-safe.
 */
final class PartReader {
    private static final int FIRST_BUFFER = 64 << 10;

    private final InputStream source;
    private final int partBytes;
    private final long most;
    private final MessageDigest whole = digest("SHA-256");
    private byte[] part;
    private int length;
    private int ahead = -1;
    private boolean last;
    private long total;

    PartReader(InputStream source, int partBytes, long most) {
        this.source = source;
        this.partBytes = partBytes;
        this.most = most;
        this.part = new byte[Math.min(FIRST_BUFFER, partBytes)];
    }

    /** Reads the next part in place of the one before. Failures are the source's. */
    void next() throws IOException {
        length = 0;
        if (ahead >= 0) {
            part[length++] = (byte) ahead;
            ahead = -1;
        }
        while (length < partBytes && !last) {
            if (length == part.length) {
                part = Arrays.copyOf(part, (int) Math.min(2L * part.length, partBytes));
            }
            // One byte more than is accepted, to see that there is one.
            long wanted = Math.min(part.length - length, most - total + 1);
            int read = source.read(part, length, (int) wanted);
            last = read < 0;
            length += Math.max(0, read);
            count(Math.max(0, read));
        }
        if (!last) {
            ahead = source.read();
            last = ahead < 0;
            count(last ? 0 : 1);
        }
        whole.update(part, 0, length);
    }

    /** Whether no part comes after this one. */
    boolean isLast() {
        return last;
    }

    int length() {
        return length;
    }

    /** The part, as often as somebody has to send it. */
    InputStream bytes() {
        return new ByteArrayInputStream(part, 0, length);
    }

    /** The checksum of this part in the form of the header {@code Content-MD5}. */
    String md5() {
        MessageDigest digest = digest("MD5");
        digest.update(part, 0, length);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    /** The checksum of all parts, in hexadecimal; to be asked once, after the last one. */
    String sha256() {
        return HexFormat.of().formatHex(whole.digest());
    }

    /** How many bytes were read. */
    long total() {
        return total;
    }

    private void count(int read) {
        total += read;
        if (total > most) {
            throw new InvalidInputException("/body", "must have at most " + most + " bytes");
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
