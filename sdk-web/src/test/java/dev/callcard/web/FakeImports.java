package dev.callcard.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An import that takes every line for a batch: "ok" is created, "fail" fails the first time, "secret" throws, everything
 * else is rejected. A test may hold it between two lines.
 */
final class FakeImports implements ImportRunner {
    private final Semaphore permits;

    FakeImports(int permits) {
        this.permits = new Semaphore(permits);
    }

    void permit(int lines) {
        permits.release(lines);
    }

    @Override
    public List<Format> formats() {
        return List.of(new Format("calls", "Calls, JSON lines"), new Format("visit-events", "Visits, JSON lines"));
    }

    @Override
    public boolean run(Job job) throws IOException {
        int done = Files.exists(job.state()) ? Integer.parseInt(Files.readString(job.state())) : 0;
        long created = done;
        long rejected = 0;
        int line = 0;
        try (BufferedReader reader = Files.newBufferedReader(job.file())) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (line <= done) {
                    continue;
                }
                if (job.isStopped()) {
                    return false;
                }
                awaitPermit(job);
                if (text.equals("secret")) {
                    throw new IllegalStateException("secret");
                } else if (text.equals("ok")) {
                    created++;
                } else {
                    rejected++;
                    Files.writeString(
                            job.rejects(),
                            "{\"line\":" + line + ",\"text\":\"" + text + "\"}\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
                Files.writeString(job.state(), Integer.toString(line));
                job.tell(new Progress(line * 3L, line, created, 0, 0, rejected, Optional.of(Duration.ofSeconds(7))));
            }
        }
        return true;
    }

    /** Once the job is to stop, the line on its way is finished without a permit, as a batch is. */
    private void awaitPermit(Job job) {
        boolean permitted = false;
        while (!permitted && !job.isStopped()) {
            try {
                permitted = permits.tryAcquire(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
