package dev.callcard.telephony.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checksums that a provider declares: {@code Repr-Digest} and {@code Content-Digest} (RFC 9530), {@code Digest} (RFC 3230),
 * {@code Content-MD5} (RFC 1864). Kept as {@code sha-256 <hex>} and {@code md5 <hex>}.
 */
final class Checksums {
    static final Pattern FORM = Pattern.compile("sha-256 [0-9a-f]{64}|md5 [0-9a-f]{32}");

    // The ':' is of the newer form.
    private static final Pattern DECLARED = Pattern.compile("(?i)(?<![a-z0-9-])(sha-256|md5)=:?([a-z0-9+/]+={0,2})");
    private static final int BUFFER = 64 << 10;

    private Checksums() {}

    /** Those of the whole recording. A part has, besides, some of its own. */
    static Set<String> of(Exchange answer, boolean whole) {
        Set<String> found = new TreeSet<>();
        collect(answer.headers("Repr-Digest"), found);
        collect(answer.headers("Digest"), found);
        if (whole) {
            collect(answer.headers("Content-Digest"), found);
            answer.headers("Content-MD5").forEach(value -> add("md5", value, found));
        }
        return found;
    }

    /** Whether a file has all of these. */
    static boolean match(Path file, Set<String> checksums) throws IOException {
        for (String checksum : checksums) {
            String algorithm = checksum.substring(0, checksum.indexOf(' '));
            if (!checksum.equals(line(algorithm, digest(file, algorithm)))) {
                return false;
            }
        }
        return true;
    }

    private static void collect(List<String> values, Set<String> found) {
        for (String value : values) {
            Matcher each = DECLARED.matcher(value);
            while (each.find()) {
                add(each.group(1).toLowerCase(Locale.ROOT), each.group(2), found);
            }
        }
    }

    private static void add(String algorithm, String base64, Set<String> found) {
        decode(base64)
                .map(bytes -> line(algorithm, bytes))
                .filter(line -> FORM.matcher(line).matches())
                .ifPresent(found::add);
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no checksum, so nothing is promised
        }
    }

    private static String line(String algorithm, byte[] bytes) {
        return algorithm + " " + HexFormat.of().formatHex(bytes);
    }

    private static byte[] digest(Path file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java has SHA-256 and MD5
        }
    }
}
