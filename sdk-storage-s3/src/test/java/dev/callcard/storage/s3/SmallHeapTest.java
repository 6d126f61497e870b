package dev.callcard.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large recordings through a process with a heap of 64 MiB; the server is in another one. */
class SmallHeapTest {
    @TempDir
    Path dir;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aRecordingAsLargeAsTheHeapShouldPassThroughIt() throws Exception {
        run(64L << 20, 20);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aRecordingOfOneGibibyteShouldPassThrough() throws Exception {
        run(1L << 30, 100);
    }

    private void run(long bytes, int slowReaders) throws Exception {
        try (S3Server server = S3Server.inFiles(dir.resolve("objects"))) {
            Path said = dir.resolve("said.txt");
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            SmallHeapClient.class.getName(),
                            server.endpoint().toString(),
                            Long.toString(bytes),
                            Integer.toString(slowReaders)))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                assertThat(process.waitFor(19, TimeUnit.MINUTES)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            System.out.print(Files.readString(said));
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        }
    }
}
