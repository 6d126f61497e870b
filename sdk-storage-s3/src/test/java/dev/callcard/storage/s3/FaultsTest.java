package dev.callcard.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.call.CallId;
import dev.callcard.error.CallCardException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.storage.s3.FaultyProxy.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault of a line at every kind of request: nothing wrong is read, nothing half is seen, what is acknowledged is
 * there, no call takes longer than it may, and what was left behind is found.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** The request that fails, and two looks after it. */
    private static final Duration BOUND = PATIENCE.multipliedBy(3).plusSeconds(4);

    private static final byte[] SMALL = bytes(300_000);
    private static final byte[] LARGE = bytes((5 << 20) + 300_000);

    /** What the store asks for, by the first line of the request. */
    enum Request {
        PUT(line -> line.startsWith("PUT ") && !line.contains("uploadId=")),
        BEGIN(line -> line.startsWith("POST ") && line.contains("?uploads")),
        PART(line -> line.startsWith("PUT ") && line.contains("uploadId=")),
        COMPLETE(line -> line.startsWith("POST ") && line.contains("uploadId=")),
        HEAD(line -> line.startsWith("HEAD ")),
        GET(line -> line.startsWith("GET ") && !line.contains("list-type=2")),
        DELETE(line -> line.startsWith("DELETE ") && !line.contains("uploadId=")),
        LIST(line -> line.startsWith("GET ") && line.contains("list-type=2"));

        final Predicate<String> line;

        Request(Predicate<String> line) {
            this.line = line;
        }
    }

    /** Those after which the client may try again, and does. */
    private static final Set<Fault> PASSING = EnumSet.of(
            Fault.LATE,
            Fault.RESET,
            Fault.CUT_REQUEST,
            Fault.CUT_ANSWER,
            Fault.LOST_ANSWER,
            Fault.STALLED_ANSWER,
            Fault.SLICED,
            Fault.SLOW,
            Fault.SLOW_CLOSE,
            Fault.ERROR_500,
            Fault.ERROR_503);

    @TempDir
    static Path dir;

    private static S3Server server;
    private static S3RecordingStore direct;

    @BeforeAll
    static void open() throws Exception {
        server = S3Server.inFiles(dir.resolve("objects"));
        direct = server.client().build();
    }

    @AfterAll
    static void close() throws Exception {
        direct.close();
        server.close();
    }

    @Test
    void faultsThatLastShouldNeverCorruptAnything() throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (Request request : Request.values()) {
            for (Fault fault : Fault.values()) {
                cells.add(new Cell(request, fault, Integer.MAX_VALUE));
            }
        }
        run(cells);
    }

    @Test
    void faultsThatPassShouldNotBeSeen() throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (Request request : Request.values()) {
            for (Fault fault : PASSING) {
                cells.add(new Cell(request, fault, 1));
            }
        }
        run(cells);
        assertThat(cells)
                .allSatisfy(cell -> assertThat(cell.failure).as(cell.toString()).isNull());
    }

    private static void run(List<Cell> cells) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Cell cell : cells) {
                running.add(threads.submit(cell));
            }
            for (Future<?> cell : running) {
                cell.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cells).allSatisfy(Cell::check);
        reconcile(cells);
        long failed = cells.stream().filter(cell -> cell.failure != null).count();
        long slowest =
                cells.stream().mapToLong(cell -> cell.took.toMillis()).max().orElse(0);
        System.out.println(
                cells.size() + " cells, " + failed + " of them unavailable, the slowest after " + slowest + " ms");
    }

    /** No call knows any of it, so all of it goes, and with it what uploads left behind. */
    private static void reconcile(List<Cell> cells) {
        Storage storage = new MemoryStorage(Clock.systemUTC(), direct);
        CallCards callCards = CallCards.builder(storage)
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)))
                .build();
        cells.forEach(cell -> storage.projects()
                .create(cell.key.project(), ProjectSettings.builder("GB").build()));

        callCards.recordingWork().runAll();

        assertThat(cells)
                .allSatisfy(cell -> assertThat(direct.list(cell.key.project(), PageRequest.first())
                                .items())
                        .as(cell.toString())
                        .isEmpty());
        assertThat(server.store.listMultipartUploads(S3Server.BUCKET)).isEmpty();
    }

    /** One fault at one kind of request. */
    private static final class Cell implements Runnable {
        final Request request;
        final Fault fault;
        final int times;
        final RecordingStore.Key key = new RecordingStore.Key(
                ProjectId.of("test-" + UUID.randomUUID()), new CallId(UUID.randomUUID()), UUID.randomUUID());
        Duration took = Duration.ZERO;
        Exception failure;
        int spoiled;

        Cell(Request request, Fault fault, int times) {
            this.request = request;
            this.fault = fault;
            this.times = times;
        }

        @Override
        public String toString() {
            return fault + " at " + request + (times == 1 ? " once" : "") + " after " + took.toMillis() + " ms";
        }

        @Override
        public void run() {
            try (FaultyProxy proxy = new FaultyProxy(server.port()).spoil(request.line, fault, times);
                    S3RecordingStore store = S3Server.client(proxy.endpoint())
                            .readTimeout(Duration.ofMillis(1_800))
                            .timeout(times == 1 ? BOUND : PATIENCE)
                            .build()) {
                if (!isUpload()) {
                    direct.put(key, new ByteArrayInputStream(content()), content().length);
                }
                long start = System.nanoTime();
                try {
                    work(store);
                } catch (CallCardException | IOException e) {
                    failure = e;
                }
                took = Duration.ofNanos(System.nanoTime() - start);
                spoiled = proxy.spoiled.get();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(this + ", " + key, e);
            }
        }

        private boolean isUpload() {
            return EnumSet.of(Request.PUT, Request.BEGIN, Request.PART, Request.COMPLETE, Request.HEAD)
                    .contains(request);
        }

        private byte[] content() {
            return EnumSet.of(Request.PUT, Request.DELETE, Request.LIST).contains(request) ? SMALL : LARGE;
        }

        private void work(S3RecordingStore store) throws IOException {
            switch (request) {
                case GET -> {
                    try (InputStream in = store.open(key, new RecordingStore.Range(7, content().length - 7L))) {
                        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content(), 7, content().length));
                    }
                }
                case DELETE -> store.delete(key);
                case LIST ->
                    assertThat(store.list(key.project(), PageRequest.first()).items())
                            .singleElement()
                            .extracting(entry -> entry.key())
                            .isEqualTo(key);
                default -> {
                    RecordingStore.Stored stored =
                            store.put(key, new ByteArrayInputStream(content()), content().length);
                    assertThat(stored.sizeBytes()).isEqualTo(content().length);
                }
            }
        }

        void check() {
            assertThat(spoiled).as("%s: the fault happened", this).isPositive();
            if (times > 1) {
                assertThat(took).as(toString()).isLessThan(BOUND);
            }
            if (failure != null) {
                assertThat(failure).as(toString()).isInstanceOfAny(UnavailableException.class, IOException.class);
                assertThat(words(failure))
                        .as(toString())
                        .doesNotContain(key.project().value(), key.call().toString(), "127.0.0.1", "AKID", "secret");
            }
            boolean there = isThere();
            if (isUpload()) {
                assertThat(there || failure != null)
                        .as("%s: what is acknowledged is there", this)
                        .isTrue();
            } else if (request == Request.DELETE) {
                assertThat(there && failure == null)
                        .as("%s: what is deleted is gone", this)
                        .isFalse();
            } else {
                assertThat(there).isTrue();
            }
        }

        /** Whether the bytes are there: all of them, or none. */
        private boolean isThere() {
            try (InputStream in = direct.open(key, new RecordingStore.Range(0, content().length))) {
                assertThat(in.readAllBytes()).as(toString()).isEqualTo(content());
                return true;
            } catch (NotFoundException e) {
                return false;
            } catch (IOException e) {
                throw new AssertionError(toString(), e);
            }
        }
    }

    private static String words(Exception failure) {
        StringWriter words = new StringWriter();
        failure.printStackTrace(new PrintWriter(words));
        return words.toString();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
