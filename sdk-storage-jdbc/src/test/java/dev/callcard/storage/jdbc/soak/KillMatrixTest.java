package dev.callcard.storage.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.error.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Application and database are killed at random instants while four threads write. What was acknowledged is there, nothing is
 * there twice, and everything counted is what a recount gives. H2 with its own settings is the control: it must fail.
 */
@Tag("soak")
class KillMatrixTest {
    private static final int KILLS = Integer.getInteger("callcard.kills", 100);
    private static final int CONTROL_KILLS = 20;
    private static final int WRITERS = 4;
    private static final int LONGEST_RUN_MS = 400;
    private static final int RECOUNT_EVERY = 10;

    private final Random random = new Random();

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "H2_AS_IT_COMES", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void killedApplicationsLoseNothing(Kind kind) throws Exception {
        try (Database database = kind.make(dir)) {
            Acknowledged acknowledged = new Acknowledged(WRITERS);
            int lost = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                lost += killApplication(database, acknowledged);
                check(database, acknowledged, kill % RECOUNT_EVERY == 0 || kill == KILLS);
            }
            Report.line(kind + ", application", KILLS, acknowledged.count(), lost, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void killedDatabasesLoseNothing(Kind kind) throws Exception {
        try (Database database = kind.make(dir);
                Node node = database.open()) {
            node.storage().projects().create(Piece.PROJECT.id(), Piece.PROJECT.settings());
            Acknowledged acknowledged = new Acknowledged(WRITERS);
            AtomicBoolean stopped = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            CountDownLatch ended = new CountDownLatch(WRITERS);
            List<Throwable> failures = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int own = writer;
                Thread thread = new Thread(
                        () -> {
                            try {
                                handOn(node, own, acknowledged, stopped, refused);
                            } catch (RuntimeException | Error e) {
                                synchronized (failures) {
                                    failures.add(e);
                                }
                            } finally {
                                ended.countDown();
                            }
                        },
                        "writer " + writer);
                thread.start();
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = acknowledged.count();
                awaitMore(acknowledged, before, failures);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_RUN_MS)));
                database.server().kill();
                database.server().start();
            }
            stopped.set(true);
            assertThat(ended.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(failures).isEmpty();
            check(database, acknowledged, true);
            Report.line(kind + ", database", KILLS, acknowledged.count(), 0, 0, refused.get());
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theControlLosesWhatItAcknowledged() throws Exception {
        try (Database database = Kind.H2_AS_IT_COMES.make(dir)) {
            Acknowledged acknowledged = new Acknowledged(WRITERS);
            int lost = 0;
            int kills = 0;
            while (lost == 0 && kills < CONTROL_KILLS) {
                lost = killApplication(database, acknowledged);
                kills++;
            }
            Report.line("H2 with its own settings, application", kills, acknowledged.count(), lost, "", "");
            assertThat(lost).as("the control must fail").isPositive();
        }
    }

    /** Two applications hand over the same pieces at the same time. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void twoApplicationsWithTheSamePiecesStoreThemOnce(Kind kind) throws Exception {
        int pieces = 40;
        int writers = 32;
        try (Database database = kind.make(dir)) {
            Acknowledged one = new Acknowledged(writers);
            Acknowledged other = new Acknowledged(writers);
            WriterProcess first = WriterProcess.start(kind, database.url(), one, pieces);
            WriterProcess second = WriterProcess.start(kind, database.url(), other, pieces);
            assertThat(first.awaitExit()).isZero();
            assertThat(second.awaitExit()).isZero();
            assertThat(one.count()).isEqualTo(writers * pieces);
            assertThat(other.count()).isEqualTo(writers * pieces);
            check(database, one, true);
            Report.line(kind + ", two applications, 64 threads", 0, 2 * writers * pieces, 0, 0, 0);
        }
    }

    private int killApplication(Database database, Acknowledged acknowledged) throws Exception {
        WriterProcess writer = WriterProcess.start(database.kind(), database.url(), acknowledged, Integer.MAX_VALUE);
        writer.awaitFirst();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_RUN_MS)));
        writer.kill();
        try (Node node = database.open()) {
            assertThat(node.storage()).isNotNull();
            return acknowledged.missing(Stored.of(database).facts()).size();
        }
    }

    private static void check(Database database, Acknowledged acknowledged, boolean recount) throws Exception {
        try (Node node = database.open()) {
            Stored stored = Stored.of(database);
            assertThat(acknowledged.missing(stored.facts())).isEmpty();
            assertThat(stored.twice()).isEmpty();
            if (recount) {
                awaitQuiet(database);
                assertThat(node.storage().recount(Piece.PROJECT.id())).isEmpty();
            }
        }
    }

    /** A server may still be at work on what a killed application had sent: two looks that agree. */
    private static void awaitQuiet(Database database) throws Exception {
        Stored before = Stored.of(database);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (Stored now = Stored.of(database); !now.equals(before); now = Stored.of(database)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            before = now;
        }
    }

    private static void handOn(
            Node node, int writer, Acknowledged acknowledged, AtomicBoolean stopped, AtomicInteger refused) {
        while (!stopped.get()) {
            Piece piece = new Piece(writer, acknowledged.next(writer));
            try {
                piece.hand(node.storage(), Piece.PROJECT);
                acknowledged.add(piece);
            } catch (UnavailableException e) {
                refused.incrementAndGet(); // as a provider does: deliver again
            }
        }
    }

    private static void awaitMore(Acknowledged acknowledged, int before, List<Throwable> failures) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (acknowledged.count() == before) {
            synchronized (failures) {
                assertThat(failures).isEmpty();
            }
            assertThat(System.nanoTime()).as("it must recover").isLessThan(deadline);
            Thread.onSpinWait();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
