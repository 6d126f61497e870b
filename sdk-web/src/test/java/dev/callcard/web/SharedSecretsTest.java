package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No token is in a database or a log. Everything logs as much as it can but the client of this test, and the container, whose
 * log of requests is the host's: paths are in it.
 */
class SharedSecretsTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void tokenShouldBeInNoRowAndNoLog() throws Exception {
        Path logging = Files.writeString(folder.resolve("logging.properties"), """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = ALL
                .level = ALL
                jdk.internal.httpclient.level = OFF
                """);
        Path log = folder.resolve("log");
        Process host = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.util.logging.config.file=" + logging,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-Dorg.slf4j.simpleLogger.log.org.eclipse.jetty=off",
                        SharedSecretsHost.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(host.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            host.destroyForcibly();
        }
        String logged = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(host.exitValue())
                .as(logged.substring(Math.max(0, logged.length() - 5_000)))
                .isZero();
        String rows = Files.readString(folder.resolve("rows"), StandardCharsets.UTF_8);
        for (String sign : List.of("A store did not answer", "share_link (project_id", "FINEST", "TRACE")) {
            assertThat(logged.contains(sign)).as("all levels are on: " + sign).isTrue();
        }
        List<String> tokens = Files.readAllLines(folder.resolve("tokens"));
        assertThat(tokens).hasSize(4).doesNotHaveDuplicates();
        for (int i = 0; i < tokens.size(); i++) {
            boolean works = i % 2 == 0;
            assertThat(rows.contains(sha256(tokens.get(i))))
                    .as("the rows are those of the links")
                    .isEqualTo(works);
            for (String form : forms(tokens.get(i))) {
                // Not by assertThat(text), which would print all of it.
                assertThat(rows.contains(form)).as("a token in a row").isFalse();
                assertThat(logged.contains(form)).as("a token in a log").isFalse();
            }
        }
    }

    /** A token in every way in which it may have been written. */
    private static List<String> forms(String token) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        String hex = HexFormat.of().formatHex(bytes);
        return List.of(
                token,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                hex,
                hex.toUpperCase(Locale.ROOT),
                HexFormat.of().formatHex(token.getBytes(StandardCharsets.US_ASCII)),
                new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String sha256(String token) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
    }
}
