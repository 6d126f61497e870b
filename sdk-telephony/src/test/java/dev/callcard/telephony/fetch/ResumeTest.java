package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.AudioFetcher.FetchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break off. */
class ResumeTest {
    private static final int SIZE = 300_000;
    private static final String DATE = "Last-Modified: Mon, 02 Mar 2026 10:15:00 GMT\r\nDate: ";

    @TempDir
    Path folder;

    private final Provider provider = new Provider(SIZE);
    private final HttpAudioFetcher fetcher = Fetching.local().build();
    private RawServer server;
    private Path into;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer().answers(provider);
        into = folder.resolve("audio.part");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void whateverByteTheConnectionBreaksAtTheRecordingComesWhole(boolean chunked, boolean resets) throws IOException {
        provider.chunked = chunked;
        provider.resets = resets;
        List<Integer> places = new ArrayList<>(List.of(0, 1, 65_536, SIZE - 1));
        new Random(17).ints(200, 0, SIZE).forEach(places::add);
        double worst = 0;
        for (int place : places) {
            Files.deleteIfExists(into);
            provider.sent.set(0);
            provider.cuts.add(place);

            fetch();

            assertWhole();
            worst = Math.max(worst, (double) provider.sent.get() / SIZE);
        }
        System.out.println("fetch: " + places.size() + " cuts, " + (chunked ? "chunked" : "with length") + ", "
                + (resets ? "reset" : "closed") + ": at the worst " + worst + " of the bytes");
        if (!resets) { // what a reset destroys on the way was sent in vain, and nobody can help it
            assertThat(worst).isLessThanOrEqualTo(1.1);
        }
        assertThat(server.asks).hasSize(2 * places.size());
    }

    @Test
    void aConnectionMayBreakManyTimes() throws IOException {
        for (int at = 10_000; at < SIZE; at += 10_000) {
            provider.cuts.add(at);
        }

        fetch();

        assertWhole();
        assertThat(provider.sent).hasValue(SIZE);
        assertThat(server.asks).hasSize(30);
    }

    @Test
    void aConnectionThatBreaksAtEachByteIsGivenUpAndContinuedLater() throws IOException {
        for (int at = 1; at <= 40; at++) {
            provider.cuts.add(at);
        }

        assertThat(failure().retry()).isTrue();
        assertThat(server.asks).hasSize(40);
        assertThat(into).hasSize(40);

        fetch();
        assertWhole();
        assertThat(provider.sent).hasValue(SIZE);
    }

    @Test
    void aLaterCallContinuesWhereAnEarlierOneStopped() throws IOException {
        provider.cuts.addAll(List.of(123_456, 0, 0, 0));

        assertThat(failure()).hasMessageContaining("broke off");
        assertThat(server.asks).hasSize(4);

        Fetching.local().build().fetch(Fetching.source(server.url("/a")), into);
        assertWhole();
        assertThat(provider.sent).hasValue(SIZE);
        assertThat(server.asks.get(4).header("Range")).contains("bytes=123456-");
        assertThat(server.asks.get(4).header("If-Range")).contains(Provider.ETAG);
    }

    @Test
    void aDateIsAsGoodAsATagIfItIsOlderThanTheAnswer() throws IOException {
        provider.validator = "Last-Modified: Mon, 02 Mar 2026 10:15:00 GMT";
        provider.moreHeaders = "Date: Mon, 02 Mar 2026 10:15:01 GMT\r\n";
        provider.cuts.add(200_000);

        fetch();

        assertWhole();
        assertThat(provider.sent).hasValue(SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ETag: W/\"weak\"",
                "ETag: not quoted",
                DATE + "Mon, 02 Mar 2026 10:15:00 GMT",
                DATE + "yesterday",
                "Last-Modified: Mon, 02 Mar 2026 10:15:00 GMT"
            })
    void withoutAProofTheNextTryBeginsAnew(String validator) throws IOException {
        provider.validator = validator;
        provider.cuts.add(200_000);

        assertThat(failure().retry()).isTrue();
        assertThat(server.asks).hasSize(1);

        fetch();
        assertWhole();
        assertThat(server.asks.get(1).header("Range")).isEmpty();
    }

    @Test
    void aRecordingThatChangedMeanwhileIsBegunAnew() throws IOException {
        provider.cuts.addAll(List.of(200_000, 0, 0, 0));
        failure();
        provider.audio = Provider.bytes(250_000, 8);
        provider.validator = "ETag: \"v2\"";

        fetch();

        assertWhole();
    }

    @Test
    void aPartOfAnotherThingIsNotAppended() throws IOException {
        byte[] other = Provider.bytes(SIZE, 9);
        server.answers((ask, out) -> {
            if (ask.header("Range").isEmpty()) {
                provider.answer(ask, out);
            } else {
                // Knows ranges and does not know If-Range.
                out.text("HTTP/1.1 206 Partial Content\r\nETag: \"v2\"\r\nContent-Length: " + (SIZE - 1_000)
                        + "\r\nContent-Range: bytes 1000-" + (SIZE - 1) + "/" + SIZE + "\r\n\r\n");
                out.bytes(other, 1_000, SIZE);
            }
        });
        provider.cuts.add(1_000);

        fetch();

        assertWhole();
        assertThat(server.asks).hasSize(3);
    }

    @Test
    void aServerThatKnowsNoRangesSendsEverythingAgain() throws IOException {
        provider.knowsRanges = false;
        provider.cuts.add(1_000);

        fetch();

        assertWhole();
        assertThat(provider.sent).hasValue(SIZE + 1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Range: bytes 999-299999/300000",
                "Content-Range: bytes 1001-299999/300000",
                "Content-Range: bytes 1000-299999/300001",
                "Content-Range: bytes 1000-299999/*",
                "Content-Range: bytes 1000-300000/300000",
                "Content-Range: bytes 1000-10/300000",
                "Content-Range: bytes 1000-1999/300000\r\nContent-Length: 299000",
                "Content-Range: bytes 1000-1999/300000\r\nTransfer-Encoding: chunked",
                "Content-Range: octets 1000-299999/300000",
                "Content-Range: bytes 1000-99999999999999999999/300000",
                "Content-Type: multipart/byteranges; boundary=a"
            })
    void aPartThatDoesNotFitIsNotAppended(String headers) throws IOException {
        server.answers((ask, out) -> {
            if (ask.header("Range").isEmpty()) {
                provider.answer(ask, out);
            } else {
                out.text("HTTP/1.1 206 Partial Content\r\nETag: " + Provider.ETAG + "\r\n" + headers + "\r\n\r\n");
                out.text(headers.contains("chunked") ? "20000\r\n" : "");
                out.bytes(provider.audio, 1_000, SIZE);
            }
        });
        provider.cuts.add(1_000);

        fetch();

        assertWhole();
    }

    @Test
    void partsOfPartsAreTakenToo() throws IOException {
        server.answers((ask, out) -> {
            if (ask.header("Range").isEmpty()) {
                provider.answer(ask, out);
                return;
            }
            int from = Integer.parseInt(ask.header("Range").orElseThrow().replaceAll("[^0-9]", ""));
            int to = Math.min(SIZE, from + 50_000);
            out.text("HTTP/1.1 206 Partial Content\r\nETag: " + Provider.ETAG + "\r\nContent-Length: " + (to - from)
                    + "\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + SIZE + "\r\n\r\n");
            out.bytes(provider.audio, from, to);
        });
        provider.cuts.add(1_000);

        fetch();

        assertWhole();
        assertThat(server.asks).hasSize(7);
    }

    @Test
    void aRangeThatTheServerRefusesIsNotAskedForAgain() throws IOException {
        server.answers((ask, out) -> {
            if (ask.header("Range").isEmpty()) {
                provider.answer(ask, out);
            } else {
                out.text("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n");
            }
        });
        provider.cuts.add(1_000);

        fetch();

        assertWhole();
    }

    @Test
    void aKillBeforeTheProofWasTakenAwayCostsOneByte() throws IOException {
        provider.cuts.addAll(List.of(1_000, 0, 0, 0));
        failure();
        Files.write(into, provider.audio);

        fetch();

        assertWhole();
        assertThat(provider.sent).hasValue(1_001);
    }

    @Test
    void whatLiesThereWithoutProofOrWithAnotherOnesIsNotContinued() throws IOException {
        Files.write(into, Provider.bytes(SIZE / 2, 3));
        fetch();
        assertWhole();

        provider.cuts.addAll(List.of(1_000, 0, 0, 0));
        failure();
        fetcher.fetch(Fetching.source(server.url("/another")), into);
        assertWhole();
        assertThat(server.asks)
                .allMatch(ask ->
                        !ask.path().equals("/another") || ask.header("Range").isEmpty());
    }

    @Test
    void aProofThatWasTamperedWithIsNoProof() throws IOException {
        provider.cuts.addAll(List.of(1_000, 0, 0, 0));
        failure();
        Path beside = folder.resolve("audio.part.proof");
        List<String> lines = Files.readAllLines(beside);
        for (int i = 0; i < lines.size(); i++) {
            List<String> bad = new ArrayList<>(lines);
            bad.set(i, "\"a\" x");
            assertThat(Proof.ofLines(bad).filter(proof -> proof.source().equals(lines.get(1))))
                    .isEmpty();
        }
        assertThat(Proof.ofLines(lines)).isPresent();
        assertThat(Proof.ofLines(Collections.nCopies(9, lines.get(0)))).isEmpty();
        Files.write(beside, new byte[] {-1, -2, -3});

        fetch();
        assertWhole();
    }

    private void fetch() throws IOException {
        fetcher.fetch(Fetching.source(server.url("/a")), into);
    }

    private FetchException failure() {
        return Fetching.failure(fetcher, Fetching.source(server.url("/a")), into);
    }

    private void assertWhole() throws IOException {
        assertThat(Checksums.digest("SHA-256").digest(Files.readAllBytes(into)))
                .isEqualTo(Checksums.digest("SHA-256").digest(provider.audio));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(into);
        }
    }
}
