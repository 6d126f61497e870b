package dev.callcard.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link RecordingServer} in a Java of its own, and a connection to it. */
final class RecordingProcess implements Closeable {
    private static final List<String> SETTINGS =
            List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final String path;
    private final RecordingClient client;

    private RecordingProcess(Process process) throws IOException {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        String[] address = line().split(" ", 2);
        this.path = address[1];
        this.client = new RecordingClient(Integer.parseInt(address[0]));
    }

    static RecordingProcess start(RecordingServer.Way way, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SETTINGS);
        command.addAll(List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                RecordingServer.class.getName(),
                way.name(),
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new RecordingProcess(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    RecordingClient client() {
        return client;
    }

    String path() {
        return path;
    }

    /** Nanoseconds that all processors have worked for it. */
    long cpuNanos() throws IOException {
        return ask("cpu");
    }

    /** Bytes of its heap that are in use. */
    long liveHeap() throws IOException {
        return ask("heap");
    }

    /** Ends it as a host would. */
    @Override
    public void close() throws IOException {
        client.close();
        questions.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private long ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        return Long.parseLong(line());
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("A server of recordings has ended.");
        }
        return line;
    }
}
