package dev.callcard.storage.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.UnavailableException;
import dev.callcard.testkit.SystemTools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that hangs, restarts, has no connection left or no room: a clear error in bounded time, nothing lost, no restart. */
@Tag("soak")
class FaultsTest {
    private static final Duration PAUSE = Duration.ofSeconds(Integer.getInteger("callcard.pause", 30));
    private static final Duration BOUND = Kind.PATIENCE.multipliedBy(2).plusSeconds(2);
    private static final int THREADS = 16;

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aPausedDatabaseIsUnavailableAndComesBack(Kind kind) throws Exception {
        try (Database database = kind.make(dir);
                Node node = database.open()) {
            Acknowledged acknowledged = begin(node);
            hand(node, acknowledged, 20);
            database.server().pause();
            long end = System.nanoTime() + PAUSE.toNanos();
            int refused = 0;
            Duration longest = Duration.ZERO;
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> hand(node, acknowledged, 1)).isInstanceOf(UnavailableException.class);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                longest = took.compareTo(longest) > 0 ? took : longest;
                refused++;
            }
            assertThat(longest).isLessThan(BOUND);
            database.server().resume();
            handUntilItWorks(node, acknowledged);
            hand(node, acknowledged, 20);
            check(database, node, acknowledged);
            Report.line(
                    kind + " paused for " + PAUSE.toSeconds() + " s",
                    refused + " refused, the slowest after " + longest.toMillis() + " ms",
                    acknowledged.count() + " acknowledged, 0 lost");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aRestartedDatabaseIsUsedAgain(Kind kind) throws Exception {
        try (Database database = kind.make(dir);
                Node node = database.open()) {
            Acknowledged acknowledged = begin(node);
            hand(node, acknowledged, 20);
            database.server().kill();
            assertThatThrownBy(() -> hand(node, acknowledged, 1)).isInstanceOf(UnavailableException.class);
            database.server().start();
            handUntilItWorks(node, acknowledged);
            check(database, node, acknowledged);
            Report.line(kind + " restarted", "used again", acknowledged.count() + " acknowledged, 0 lost");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void anExhaustedPoolIsUnavailableAndNothingHangs(Kind kind) throws Exception {
        try (Database database = kind.make(dir);
                Node node = Kind.pooled(database.url(), 2)) {
            Acknowledged acknowledged = begin(node);
            database.server().pause();
            CountDownLatch ended = new CountDownLatch(THREADS);
            AtomicInteger refused = new AtomicInteger();
            long start = System.nanoTime();
            for (int i = 0; i < THREADS; i++) {
                Piece piece = new Piece(0, 0);
                new Thread(() -> {
                            try {
                                piece.hand(node.storage(), Piece.PROJECT);
                            } catch (UnavailableException e) {
                                refused.incrementAndGet();
                            } finally {
                                ended.countDown();
                            }
                        })
                        .start();
            }
            assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(refused.get()).isEqualTo(THREADS);
            database.server().resume();
            handUntilItWorks(node, acknowledged);
            hand(node, acknowledged, 20);
            check(database, node, acknowledged);
            Report.line(
                    kind + ", pool of 2 held by a hanging database, " + THREADS + " threads",
                    "all refused within " + took.toMillis() + " ms",
                    acknowledged.count() + " acknowledged, 0 lost");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "H2_AS_IT_COMES", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aFullDiskLosesNothing(Kind kind) throws Exception {
        Path mount = SystemTools.require("mount");
        Path disk = Files.createDirectory(dir.resolve("disk"));
        run(List.of(mount.toString(), "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString()));
        try {
            fillDisk(kind, disk);
        } finally {
            run(List.of(SystemTools.require("umount").toString(), "-l", disk.toString()));
        }
    }

    private void fillDisk(Kind kind, Path disk) throws Exception {
        try (Database database = kind.make(disk)) {
            Acknowledged acknowledged;
            Path ballast = disk.resolve("ballast");
            int failed = 0;
            try (Node node = database.open()) {
                acknowledged = begin(node);
                hand(node, acknowledged, 40);
                fill(ballast);
                // Until it fails, and some times more: an error each time, never a wrong acknowledgement.
                for (int i = 0; i < 20_000 && failed < 5; i++) {
                    try {
                        hand(node, acknowledged, 1);
                    } catch (RuntimeException e) {
                        failed++;
                    }
                }
            }
            assertThat(failed).as("the disk must fill up").isPositive();
            Files.delete(ballast);
            database.ownServer().ifPresent(server -> {
                server.close();
                server.start();
            });
            try (Node node = openOnceItCloses(database)) {
                handUntilItWorks(node, acknowledged);
                hand(node, acknowledged, 20);
                check(database, node, acknowledged);
            }
            Report.line(kind + ", disk full", "clean errors", acknowledged.count() + " acknowledged, 0 lost");
        }
    }

    /** H2 in the process may still be closing what it gave up. */
    private static Node openOnceItCloses(Database database) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return database.open();
            } catch (UnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static Acknowledged begin(Node node) {
        node.storage().projects().create(Piece.PROJECT.id(), Piece.PROJECT.settings());
        return new Acknowledged(1);
    }

    private static void hand(Node node, Acknowledged acknowledged, int pieces) {
        for (int i = 0; i < pieces; i++) {
            Piece piece = new Piece(0, acknowledged.next(0));
            piece.hand(node.storage(), Piece.PROJECT);
            acknowledged.add(piece);
        }
    }

    private static void handUntilItWorks(Node node, Acknowledged acknowledged) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int before = acknowledged.count();
        while (acknowledged.count() == before) {
            assertThat(System.nanoTime()).as("it must recover").isLessThan(deadline);
            try {
                hand(node, acknowledged, 1);
            } catch (UnavailableException e) {
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static void check(Database database, Node node, Acknowledged acknowledged) throws Exception {
        Stored stored = Stored.of(database);
        assertThat(acknowledged.missing(stored.facts())).isEmpty();
        assertThat(stored.twice()).isEmpty();
        assertThat(node.storage().recount(Piece.PROJECT.id())).isEmpty();
    }

    private static void run(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(command);
        Process process = new ProcessBuilder(all).inheritIO().start();
        assertThat(process.onExit().join().exitValue()).isZero();
    }
}
