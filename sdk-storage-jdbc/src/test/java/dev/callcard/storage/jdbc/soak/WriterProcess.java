package dev.callcard.storage.jdbc.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An application of its own process, with a thread for each writer; tells what the storage acknowledged. */
final class WriterProcess {
    private static final int SECONDS = 120;

    private final Process process;
    private final Acknowledged acknowledged;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final CompletableFuture<Void> end;

    private WriterProcess(Process process, Acknowledged acknowledged) {
        this.process = process;
        this.acknowledged = acknowledged;
        this.end = CompletableFuture.runAsync(this::read, task -> new Thread(task, "read a writer").start());
    }

    /** Starts one that goes on where the acknowledgements ended, for ever or up to a piece. */
    static WriterProcess start(Kind kind, String url, Acknowledged acknowledged, int until) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                kind.name(),
                url,
                Integer.toString(until)));
        for (int writer = 0; writer < acknowledged.writers(); writer++) {
            command.add(Integer.toString(acknowledged.next(writer)));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new WriterProcess(process, acknowledged);
    }

    void awaitFirst() {
        first.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until it has done all it was to do. */
    int awaitExit() {
        end.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        return process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join().exitValue();
    }

    /** Kills it by SIGKILL. What is in the pipe by then was acknowledged too. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 3);
                // A kill can cut the last line: without its end it was not told.
                if (parts.length == 3 && parts[2].equals(".")) {
                    acknowledged.add(new Piece(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
                    first.complete(null);
                }
            }
            first.completeExceptionally(new IllegalStateException("the writer acknowledged nothing"));
        } catch (IOException e) {
            first.completeExceptionally(e);
        }
    }

    public static void main(String[] arguments) {
        Node node = Kind.valueOf(arguments[0]).open(arguments[1]);
        int until = Integer.parseInt(arguments[2]);
        node.storage().projects().create(Piece.PROJECT.id(), Piece.PROJECT.settings());
        for (int i = 3; i < arguments.length; i++) {
            int writer = i - 3;
            int from = Integer.parseInt(arguments[i]);
            new Thread(() -> write(node, writer, from, until), "writer " + writer).start();
        }
    }

    private static void write(Node node, int writer, int from, int until) {
        for (int number = from; number < until; number++) {
            new Piece(writer, number).hand(node.storage(), Piece.PROJECT);
            synchronized (System.out) {
                System.out.println(writer + " " + number + " .");
                System.out.flush();
            }
        }
    }
}
