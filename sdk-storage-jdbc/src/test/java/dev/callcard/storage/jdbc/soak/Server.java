package dev.callcard.storage.jdbc.soak;

import dev.callcard.testkit.SystemTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of a database server: they can be killed, held up, and started again on the same files. */
final class Server implements AutoCloseable {
    private static final int SECONDS = 60;

    private final List<String> command;
    private final String ready;
    private Optional<Process> running = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param command runs the server, in the foreground
     * @param ready what it says when it takes connections
     */
    Server(List<String> command, String ready) {
        this.command = List.copyOf(command);
        this.ready = ready;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop a server"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    synchronized void start() {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            running = Optional.of(process);
            process.getOutputStream().close();
            awaitReady(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all of them with SIGKILL, the first one held before, so that it starts no more. */
    synchronized void kill() {
        Process first = running.orElseThrow();
        signal("-STOP", List.of(first.toHandle()));
        List<ProcessHandle> all = processes(first);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                process -> process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
        running = Optional.empty();
    }

    /** Holds all of them up: connections stay open, and nobody answers. */
    synchronized void pause() {
        Process first = running.orElseThrow();
        signal("-STOP", List.of(first.toHandle()));
        signal("-STOP", processes(first));
    }

    synchronized void resume() {
        signal("-CONT", processes(running.orElseThrow()));
    }

    @Override
    public synchronized void close() {
        if (running.isPresent() && running.get().isAlive()) {
            kill();
        }
    }

    private static List<ProcessHandle> processes(Process first) {
        return Stream.concat(Stream.of(first.toHandle()), first.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> kill = new ArrayList<>(List.of(SystemTools.require("kill").toString(), name));
        processes.forEach(process -> kill.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(kill)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what the server says, first until it is ready, then so that it is never held up. */
    private void awaitReady(Process process) {
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    StringBuilder said = new StringBuilder();
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (line.contains(ready)) {
                                started.complete(true);
                            } else if (!started.isDone()) {
                                said.append(line).append('\n');
                            }
                        }
                        started.completeExceptionally(new IllegalStateException(said.toString()));
                    } catch (IOException e) {
                        started.completeExceptionally(e);
                    }
                },
                "read a server");
        reader.setDaemon(true);
        reader.start();
        started.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
