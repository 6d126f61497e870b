package dev.callcard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's import on the command line. */
class ImportCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldTellHowFarItIsAndWhatWasRejected() throws IOException {
        Path file = write(3_000);
        assertThat(command().run(config(file))).isEqualTo(ImportCommand.REJECTED);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("s left\r", "100 %, 3000 lines, 2397 created", " 3 rejected", ".rejected.jsonl");
        assertThat(folder.resolve("calls.jsonl.rejected.jsonl")).content().contains("\"text\":\"{");
    }

    @Test
    void shouldGoOnWithTheSameCommandAfterAStop() throws IOException {
        Path file = write(3_000);
        ImportCommand stopped = command();
        stopped.stop();
        assertThat(stopped.run(config(file))).isEqualTo(ImportCommand.STOPPED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("The same command goes on.");
        assertThat(command().run(config(file))).isEqualTo(ImportCommand.REJECTED);
    }

    @Test
    void shouldFailInWords() throws IOException {
        assertThat(command().run(config(folder.resolve("missing.jsonl")))).isEqualTo(ImportCommand.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("missing.jsonl");
        assertThat(command().run(DemoConfig.of(0, folder.resolve("data"), Clock.systemUTC())))
                .isEqualTo(ImportCommand.USAGE);
        try (DataFolder used = DataFolder.open(folder.resolve("data"))) {
            assertThat(command().run(config(write(10)))).isEqualTo(ImportCommand.FAILED);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("Another demo is using the folder");
            assertThat(used).isNotNull();
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void processShouldEndWithTheCode() throws Exception {
        assertThat(process("--help")).isZero();
        assertThat(process("--nonsense")).isEqualTo(ImportCommand.USAGE);
        assertThat(process("--import", folder.resolve("missing.jsonl").toString()))
                .isEqualTo(ImportCommand.FAILED);
        assertThat(process("--import", write(20).toString())).isEqualTo(ImportCommand.DONE);
    }

    private int process(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddemo.data=" + folder.resolve("data"),
                "-cp",
                System.getProperty("java.class.path"),
                DemoCrm.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private ImportCommand command() {
        return new ImportCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private DemoConfig config(Path file) {
        return DemoConfig.of(0, folder.resolve("data"), Clock.systemUTC()).withImports(List.of(file));
    }

    private Path write(int lines) throws IOException {
        Path file = folder.resolve("calls.jsonl");
        new ImportLines(lines).write(file);
        return file;
    }
}
