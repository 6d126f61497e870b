package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.call.CallId;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.Recordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** What is sent, against {@link RangeModel}: first without a container, then through one. */
class AudioResponseProperties {
    private static final int WINDOW = 64 << 10;
    private static final int LARGE = 3 * WINDOW + 17;
    private static final byte[] AUDIO = Samples.wav(LARGE);
    private static final WatchedStore STORE = new WatchedStore(new MemoryStorage(Clock.systemUTC()).recordings());
    private static final Recordings RECORDINGS = CallCards.builder(new MemoryStorage(Clock.systemUTC(), STORE))
            .build()
            .recordings();
    private static final Map<Integer, Recording.Audio> STORED = new HashMap<>();
    private static final World WORLD = World.start();
    private static final String PATH = stored();
    private static final String ETAG = "\"" + audio(LARGE).sha256() + "\"";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A request and the length of what it is for. */
    record Case(int length, RangeModel.Asked asked) {}

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void answerShouldBeThatOfTheModel(@ForAll("cases") Case given) throws IOException {
        Recording.Audio audio = audio(given.length());
        String etag = "\"" + audio.sha256() + "\"";
        RangeModel.Asked asked = tagged(given.asked(), etag);
        FakeHttp http = new FakeHttp();
        int openedBefore = STORE.opened();
        long readBefore = STORE.read();
        int status;
        Optional<String> contentRange;
        try {
            new AudioResponse(RECORDINGS)
                    .send(
                            audio,
                            http.request(asked.method(), lines(asked)),
                            http.response(),
                            "inline",
                            Map.of("a", "b"),
                            () -> true);
            status = http.status();
            contentRange = http.header("Content-Range");
            assertThat(http.header("ETag")).contains(etag);
            assertThat(http.header("a")).contains("b");
        } catch (HttpProblem problem) {
            status = problem.status();
            contentRange = Optional.ofNullable(problem.headers().get("Content-Range"));
        }
        RangeModel model = RangeModel.of(asked, given.length(), etag);
        assertThat(status).isEqualTo(model.status());
        assertThat(contentRange).isEqualTo(model.contentRange());
        assertThat(http.body()).isEqualTo(model.of(AUDIO));
        boolean head = asked.method().equals("HEAD");
        if (status == 200 || status == 206) {
            assertThat(http.contentLength()).isEqualTo(head ? given.length() : model.count());
        }
        assertThat(STORE.read() - readBefore).as("bytes read").isEqualTo(model.count());
        assertThat(STORE.opened() - openedBefore).as("streams").isEqualTo(model.count() > 0 ? 1 : 0);
        assertThat(STORE.open()).as("streams left open").isZero();
        // However much is asked for, and however often, it goes through one window.
        assertThat(STORE.largestRead()).isLessThanOrEqualTo(WINDOW);
        assertThat(http.largestWrite()).isLessThanOrEqualTo(WINDOW);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void answerShouldBeThatOfTheModelThroughAContainer(@ForAll("large") RangeModel.Asked given) throws Exception {
        RangeModel.Asked asked = tagged(given, ETAG);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(WORLD.origin() + World.BASE + PATH))
                .header(World.USER, "agent")
                .method(asked.method(), BodyPublishers.noBody());
        lines(asked).forEach((name, values) -> values.forEach(line -> request.header(name, line.replace('１', 'x'))));

        HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());

        RangeModel model = RangeModel.of(asked, LARGE, ETAG);
        assertThat(answer.statusCode()).isEqualTo(model.status());
        assertThat(answer.headers().firstValue("Content-Range")).isEqualTo(model.contentRange());
        if (model.status() < 400) {
            assertThat(answer.body()).isEqualTo(model.of(AUDIO));
        }
    }

    @AfterContainer
    static void stop() {
        WORLD.close();
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.integers().between(1, 12)),
                        Tuple.of(1, Arbitraries.of(WINDOW - 1, WINDOW, WINDOW + 1, LARGE)))
                .flatMap(length -> RangeRequests.of(length, "\"ETAG\"").map(asked -> new Case(length, asked)));
    }

    @Provide
    Arbitrary<RangeModel.Asked> large() {
        return RangeRequests.of(LARGE, "\"ETAG\"");
    }

    private static String stored() {
        String call = Samples.call(WORLD);
        Samples.recording(WORLD, call, LARGE);
        return World.API + "/calls/" + call + "/recording";
    }

    /** The tag is known only when the bytes are stored. */
    private static RangeModel.Asked tagged(RangeModel.Asked asked, String etag) {
        String bare = etag.replace("\"", "");
        return new RangeModel.Asked(
                asked.method(),
                asked.range(),
                asked.ifRange().map(text -> text.replace("ETAG", bare)),
                asked.ifMatch().map(text -> text.replace("ETAG", bare)),
                asked.ifNoneMatch().stream()
                        .map(text -> text.replace("ETAG", bare))
                        .toList());
    }

    private static Map<String, List<String>> lines(RangeModel.Asked asked) {
        Map<String, List<String>> lines = new HashMap<>();
        lines.put("Range", asked.range());
        asked.ifRange().ifPresent(line -> lines.put("If-Range", List.of(line)));
        asked.ifMatch().ifPresent(line -> lines.put("If-Match", List.of(line)));
        lines.put("If-None-Match", asked.ifNoneMatch());
        return lines;
    }

    private static Recording.Audio audio(int length) {
        return STORED.computeIfAbsent(length, wanted -> {
            RecordingStore.Key key =
                    new RecordingStore.Key(World.NORTHGATE, new CallId(UUID.randomUUID()), UUID.randomUUID());
            try {
                RecordingStore.Stored stored = STORE.put(key, new ByteArrayInputStream(AUDIO, 0, wanted), LARGE);
                return new Recording.Audio(key, "audio/wav", stored.sizeBytes(), stored.sha256(), Optional.empty());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
