package dev.callcard.benchmarks;

import dev.callcard.storage.jdbc.JdbcStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** How a loaded world is recognised in a database that was kept: by what made it, and when it ends. */
record Dataset(String fingerprint, Instant end) {
    /** To be raised when the same seed gives another world, or the peers have other tables. */
    private static final int GENERATOR = 1;

    static Dataset now() throws IOException {
        return new Dataset(scripts(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static Dataset parse(String text) {
        List<String> parts = List.of(text.split(" "));
        return new Dataset(parts.get(0), Instant.parse(parts.get(1)));
    }

    String text() {
        return fingerprint + " " + end;
    }

    boolean isMadeLike(Dataset other) {
        return fingerprint.equals(other.fingerprint);
    }

    /** A hash of the product's SQL scripts, from the folder or the archive that its classes come from. */
    private static String scripts() throws IOException {
        try {
            Path source = Path.of(JdbcStorage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(source)) {
                return hash(source);
            }
            try (FileSystem archive = FileSystems.newFileSystem(source)) {
                return hash(archive.getPath("/"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) GENERATOR);
            for (Path script : files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(script)) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
