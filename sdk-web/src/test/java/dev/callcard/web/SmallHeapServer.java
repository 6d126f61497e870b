package dev.callcard.web;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.recording.RecordingStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A {@link World} in a process of its own, with recordings in files or in an object store; tells for each line that it reads how
 * full its heap is.
 */
final class SmallHeapServer {
    private SmallHeapServer() {}

    /** Argument: the folder, or the address of an S3 server. */
    public static void main(String[] args) throws Exception {
        RecordingStore store =
                args[0].startsWith("http:") ? S3.client(URI.create(args[0])) : new FileRecordingStore(Path.of(args[0]));
        try (World world = World.start(setup -> setup.storage(memory -> new MemoryStorage(Clock.systemUTC(), store)))) {
            String call = Samples.call(world);
            System.out.println(world.origin() + World.BASE + World.API + "/calls/" + call + "/recording");
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (questions.readLine() != null) {
                System.gc();
                System.out.println(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
        }
    }
}
