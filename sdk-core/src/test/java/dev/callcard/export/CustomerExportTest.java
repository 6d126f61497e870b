package dev.callcard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.json.ExportJson;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitReport;
import dev.callcard.visit.VisitorId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerExportTest {
    private static final ProjectId SHOP = ProjectId.of("shop");
    private static final Viewer ADMIN = Viewer.of("ann", SHOP, Viewer.Role.ADMIN);
    private static final Instant START = Instant.parse("2026-03-10T11:00:00Z");
    private static final Clock CLOCK = Clock.fixed(START.plusSeconds(600), ZoneOffset.UTC);

    private final MemoryStorage storage = new MemoryStorage(CLOCK);
    private final CallCards callCards = CallCards.builder(storage).clock(CLOCK).build();

    @BeforeEach
    void open() {
        callCards
                .projects()
                .create(
                        SHOP,
                        ProjectSettings.builder("GB")
                                .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                                .categories(List.of(new Category("c1", "Complaint", "#c62828")))
                                .build());
    }

    @Test
    void archiveShouldHoldEverything() throws IOException {
        Call call = report("call-1", START, "v-1");
        callCards.recordings().attach(ADMIN, SHOP, call.id(), new ByteArrayInputStream(wav()));
        callCards
                .annotations()
                .change(
                        ADMIN,
                        SHOP,
                        call.id(),
                        new Annotation.Change(
                                Optional.of(List.of("c1")), Optional.empty(), Optional.of(OptionalInt.of(4))),
                        OptionalLong.empty());
        IntStream.range(0, 70)
                .forEach(i -> callCards
                        .annotations()
                        .comment(ADMIN, SHOP, call.id(), new Comment.Content("Comment <" + i + ">", Optional.empty())));
        String token = callCards.shareLinks().create(ADMIN, SHOP, call.id()).token();
        callCards.erasures().place(ADMIN, SHOP, call.customer(), Optional.of("File 7"));
        visit("v-1", 30);

        Map<String, byte[]> files = export(call.customer());

        String audio = "recordings/2026-03-10_11-00-00_" + call.id() + ".wav";
        assertThat(files.keySet()).containsExactly("customer.json", "calls.json", "sessions.json", audio, "README.txt");
        assertThat(files.get(audio)).isEqualTo(wav());
        JsonObject customer = json(files, "customer.json");
        assertThat(customer.getString("number")).isEqualTo("+442079460958");
        assertThat(customer.getJsonObject("legalHold").getString("reason")).isEqualTo("File 7");
        JsonObject told = json(files, "calls.json").getJsonArray("calls").getJsonObject(0);
        assertThat(told.getString("id")).isEqualTo(call.id().toString());
        assertThat(told.getJsonObject("recording").getString("file")).isEqualTo(audio);
        JsonObject annotation = told.getJsonObject("annotation");
        assertThat(annotation.getJsonArray("comments")).hasSize(70);
        assertThat(annotation.getJsonObject("callRating").getInt("value")).isEqualTo(4);
        assertThat(annotation.getJsonArray("categories").getJsonObject(0).getString("name"))
                .isEqualTo("Complaint");
        assertThat(told.getJsonArray("shareLinks")).hasSize(1);
        JsonObject session =
                json(files, "sessions.json").getJsonArray("sessions").getJsonObject(0);
        assertThat(session.getString("visitorId")).isEqualTo("v-1");
        assertThat(session.getString("ip")).isEqualTo("203.0.113.0");
        assertThat(session.getJsonArray("pages")).hasSize(30);
        assertThat(session).doesNotContainKey("pagesOmitted");
        assertThat(text(files, "README.txt"))
                .contains("10 March 2026", "Every recording that is kept is in this archive.")
                .contains("customer.json", "calls.json", "sessions.json", "recordings/");
        files.forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(name)
                .doesNotContain(token.substring(token.indexOf('.') + 1))
                .doesNotContain("provider.example"));
        assertThat(callCards.audit().list(ADMIN, SHOP, PageRequest.first()).items())
                .filteredOn(record -> record.action() == AuditRecord.Action.CUSTOMER_EXPORTED)
                .singleElement()
                .satisfies(record -> assertThat(record.customer()).contains(call.customer()));
    }

    @Test
    void everyCallShouldBeThereAndNobodyElses() throws IOException {
        CustomerId customer = report("n0", START, "v-1").customer();
        for (int i = 1; i < 120; i++) {
            report("n" + i, START.plusSeconds(i), "v-1");
        }
        Call others = report("other", START, "020 7946 0999", "v-2");

        Map<String, byte[]> files = export(customer);

        assertThat(json(files, "calls.json").getJsonArray("calls")).hasSize(120).doesNotHaveDuplicates();
        assertThat(text(files, "calls.json")).doesNotContain(others.id().toString());
    }

    @Test
    void recordingThatIsGoneShouldBeToldInItsPlace() throws IOException {
        Call lost = report("lost", START, "v-1");
        Call kept = report("kept", START.plusSeconds(60), "v-1");
        for (Call call : List.of(lost, kept)) {
            callCards.recordings().attach(ADMIN, SHOP, call.id(), new ByteArrayInputStream(wav()));
        }
        storage.recordings().delete(audio(lost).key());

        Map<String, byte[]> files = export(lost.customer());

        assertThat(files)
                .containsKey("recordings/2026-03-10_11-01-00_" + kept.id() + ".wav")
                .containsKey("recordings/2026-03-10_11-00-00_" + lost.id() + ".wav.missing.txt");
        assertThat(text(files, "README.txt")).contains("1 recording could not be read");
    }

    @Test
    void recordingThatBreaksOffShouldBeTold() throws IOException {
        Call call = report("call-1", START, "v-1");
        callCards.recordings().attach(ADMIN, SHOP, call.id(), new ByteArrayInputStream(wav()));
        RecordingStore broken = new RecordingStore() {
            @Override
            public Stored put(Key key, InputStream bytes, long maxBytes) {
                throw new AssertionError("nothing is stored here");
            }

            @Override
            public InputStream open(Key key, Range range) {
                return new SequenceInputStream(new ByteArrayInputStream(wav(), 0, 50), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the line went dead");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                });
            }

            @Override
            public void delete(Key key) {
                throw new AssertionError("nothing is deleted here");
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ZipFile.write(
                out,
                START,
                zip -> assertThat(zip.audio(broken, new ExportJson.ExportedAudio("a.wav", audio(call))))
                        .isFalse());

        Map<String, byte[]> files = unzip(out.toByteArray());
        assertThat(files.get("a.wav")).hasSize(50);
        assertThat(files).containsKey("a.wav.incomplete.txt");
    }

    @Test
    void archivedRecordingShouldBeThereToo() throws IOException {
        Call call = report("old", START.minus(Duration.ofDays(800)), "v-1");
        callCards.recordings().attach(ADMIN, SHOP, call.id(), new ByteArrayInputStream(wav()));

        Map<String, byte[]> files = export(call.customer());

        JsonObject recording =
                json(files, "calls.json").getJsonArray("calls").getJsonObject(0).getJsonObject("recording");
        assertThat(recording.getString("state")).isEqualTo("ARCHIVED");
        assertThat(files.get(recording.getString("file"))).isEqualTo(wav());
    }

    @Test
    void onlyThoseWhoMayShouldExport() {
        CustomerId customer = report("call-1", START, "v-1").customer();
        for (Viewer.Role role : List.of(Viewer.Role.SUPERVISOR, Viewer.Role.AGENT, Viewer.Role.INTEGRATION)) {
            assertThatThrownBy(() -> callCards.export().of(Viewer.of("eve", SHOP, role), SHOP, customer))
                    .isInstanceOf(ForbiddenException.class);
        }
        Viewer foreigner = Viewer.of("eve", ProjectId.of("other"), Viewer.Role.ADMIN);
        assertThatThrownBy(() -> callCards.export().of(foreigner, SHOP, customer))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> callCards
                        .export()
                        .of(
                                ADMIN,
                                SHOP,
                                CustomerId.parse("00000000-0000-7000-8000-000000000000")
                                        .orElseThrow()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void streamThatFailsShouldLeaveNoWholeArchive() {
        Call call = report("call-1", START, "v-1");
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (got.size() + length > 700) {
                    throw new IOException("the client went away");
                }
                got.write(bytes, offset, length);
            }
        };

        assertThatThrownBy(() ->
                        callCards.export().of(ADMIN, SHOP, call.customer()).writeTo(out))
                .isInstanceOf(IOException.class)
                .hasMessage("the client went away");
        assertThat(got.toString(StandardCharsets.ISO_8859_1)).doesNotContain("PK\5\6");
    }

    private Map<String, byte[]> export(CustomerId customer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        callCards.export().of(ADMIN, SHOP, customer).writeTo(out);
        return unzip(out.toByteArray());
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getName()).matches("[A-Za-z0-9_./-]+").doesNotContain("..");
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static JsonObject json(Map<String, byte[]> files, String name) {
        try (var reader = Json.createReader(new ByteArrayInputStream(files.getOrDefault(name, new byte[0])))) {
            return reader.readObject();
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private Recording.Audio audio(Call call) {
        return storage.recordingCatalog()
                .find(SHOP, call.id())
                .flatMap(entry -> entry.audio())
                .orElseThrow();
    }

    private Call report(String id, Instant start, String visitor) {
        return report(id, start, "020 7946 0958", visitor);
    }

    private Call report(String id, Instant start, String caller, String visitor) {
        CallReport report = CallReport.builder("pbx", id)
                .caller(caller)
                .type(Call.Type.INBOUND)
                .startedAt(start)
                .answeredAt(start.plusSeconds(5))
                .endedAt(start.plusSeconds(65))
                .outcome(Outcome.ANSWERED)
                .visitorId(visitor)
                .recording(new Call.RecordingReference(
                        "https://provider.example/" + id + ".wav?token=secret", true, Optional.empty()))
                .build();
        String known = callCards
                .calls()
                .ingest(ADMIN, SHOP, Call.Origin.API, List.of(report))
                .get(0)
                .id()
                .orElseThrow();
        return callCards.calls().get(ADMIN, SHOP, CallId.parse(known).orElseThrow());
    }

    private void visit(String visitor, int pages) {
        callCards
                .visits()
                .ingest(
                        ADMIN,
                        SHOP,
                        IntStream.range(0, pages)
                                .mapToObj(i -> new VisitReport(
                                        VisitEvent.pageView(
                                                "e" + i,
                                                new VisitorId(visitor),
                                                START.minusSeconds(600 - i),
                                                "https://shop.example/" + i),
                                        Optional.empty(),
                                        Optional.of("203.0.113.42")))
                                .toList());
    }

    private static byte[] wav() {
        byte[] file = new byte[200];
        byte[] head = "RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, file, 0, head.length);
        return file;
    }
}
