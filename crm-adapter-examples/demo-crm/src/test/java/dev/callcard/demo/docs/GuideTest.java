package dev.callcard.demo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.card.AsOf;
import dev.callcard.card.CallCard;
import dev.callcard.erasure.Receipt;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.log.LogFilter;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.AudioTools;
import dev.callcard.recording.FfmpegTranscoder;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.recording.Transcoder;
import dev.callcard.recording.ogg.OggInfo;
import dev.callcard.recording.ogg.OggVorbisAnalyzer;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.telephony.fetch.HttpAudioFetcher;
import dev.callcard.telephony.twilio.Twilio;
import dev.callcard.testkit.SystemTools;
import dev.callcard.work.BackgroundWork;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide. */
class GuideTest {
    @Test
    void aFirstCardShouldTakeAFewLines(@TempDir Path folder) {
        // tag::quick-start[]
        try (JdbcStorage storage = JdbcStorage.embedded(folder)) {
            CallCards callCards = CallCards.builder(storage).build();
            ProjectId shop = ProjectId.of("shop");
            callCards.projects().create(shop, ProjectSettings.builder("GB").build());
            Viewer admin = Viewer.of("ann", shop, Viewer.Role.ADMIN);

            Instant start = Instant.parse("2026-03-02T10:15:00Z");
            CallReport report = CallReport.builder("my-telephony", "call-1")
                    .caller("020 7946 0958")
                    .startedAt(start)
                    .answeredAt(start.plusSeconds(7))
                    .endedAt(start.plusSeconds(190))
                    .outcome(Outcome.ANSWERED)
                    .build();
            String id = callCards
                    .calls()
                    .ingest(admin, shop, Call.Origin.API, List.of(report))
                    .get(0)
                    .id()
                    .orElseThrow();

            CallCard card = callCards.cards().card(admin, shop, CallId.parse(id).orElseThrow(), AsOf.NOW);
            System.out.println(
                    "talked for " + card.call().facts().times().talk().orElseThrow());
        }
        // end::quick-start[]
        try (JdbcStorage storage = JdbcStorage.embedded(folder)) {
            ProjectId shop = ProjectId.of("shop");
            Viewer admin = Viewer.of("ann", shop, Viewer.Role.ADMIN);
            LogFilter all = LogFilter.builder().build();
            assertThat(CallCards.builder(storage)
                            .build()
                            .log()
                            .read(admin, shop, all, PageRequest.first())
                            .items())
                    .singleElement()
                    .extracting(entry -> entry.call().facts().times().talk())
                    .isEqualTo(Optional.of(Duration.ofSeconds(183)));
        }
    }

    @Test
    void anOwnDatabaseShouldBeHandedIn(@TempDir Path folder) {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1", "sa", "");
        DataSource dataSource = pool;
        // tag::own-database[]
        JdbcStorage storage = JdbcStorage.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .tablePrefix("callcard_")
                .recordings(new FileRecordingStore(folder))
                .timeout(Duration.ofSeconds(10))
                .build();
        // end::own-database[]
        assertThat(storage.projects().list()).isEmpty();
        storage.close();
        pool.dispose();
    }

    @Test
    void aRecordingShouldBecomeOggAndBeDrawn(@TempDir Path folder) throws Exception {
        SystemTools.require("ffmpeg");
        Path original = folder.resolve("call.wav");
        Files.write(original, wav());
        Path ogg = folder.resolve("call.ogg");
        // tag::audio[]
        Optional<FfmpegTranscoder> transcoder = FfmpegTranscoder.find("ffmpeg");
        if (transcoder.isPresent()) {
            transcoder.get().toOgg(original, ogg);
        }

        try (InputStream bytes = Files.newInputStream(ogg)) {
            AudioAnalyzer.Analysis seen = new OggVorbisAnalyzer().analyze(bytes);
            System.out.println(seen.duration() + ", somebody speaks for "
                    + Math.round(100 * seen.speechShare()) + " % of it, "
                    + seen.channels().get(0).peaks().size() + " peaks to draw");
        }
        // end::audio[]
        try (InputStream bytes = Files.newInputStream(ogg)) {
            assertThat(OggInfo.read(bytes).duration()).contains(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCustomerShouldBeExportedAndErased(@TempDir Path folder) throws Exception {
        Path keyFile = folder.resolve("erasure.key");
        Files.write(keyFile, new byte[ErasureKey.MIN_BYTES]);
        Path file = folder.resolve("customer.zip");
        ProjectId shop = ProjectId.of("shop");
        Viewer admin = Viewer.of("ann", shop, Viewer.Role.ADMIN);
        try (JdbcStorage storage = JdbcStorage.embedded(folder.resolve("callcard"))) {
            CallCards without = CallCards.builder(storage).build();
            without.projects().create(shop, ProjectSettings.builder("GB").build());
            CallReport report = CallReport.builder("my-telephony", "call-1")
                    .caller("020 7946 0958")
                    .startedAt(Instant.parse("2026-03-02T10:15:00Z"))
                    .build();
            without.calls().ingest(admin, shop, Call.Origin.API, List.of(report));
            // tag::erasure[]
            byte[] secret = Files.readAllBytes(keyFile); // 32 random bytes
            CallCards callCards =
                    CallCards.builder(storage).erasureKey(ErasureKey.of(secret)).build();
            CustomerId customer =
                    callCards.calls().customer(admin, shop, "020 7946 0958").orElseThrow();

            try (OutputStream zip = Files.newOutputStream(file)) {
                callCards.export().of(admin, shop, customer).writeTo(zip);
            }

            Receipt receipt = callCards.erasures().erase(admin, shop, customer);
            System.out.println(receipt.erased().get(Receipt.Part.CALLS) + " calls went");
            receipt.kept().forEach(kept -> System.out.println(kept.part() + " stayed: " + kept.why()));
            // end::erasure[]
            assertThat(receipt.isComplete()).isTrue();
            assertThat(callCards.calls().customer(admin, shop, "020 7946 0958")).isEmpty();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(zip.stream().map(entry -> entry.getName()))
                        .containsExactly("customer.json", "calls.json", "sessions.json", "README.txt");
            }
        }
    }

    @Test
    void recordingsAreFetchedInTheBackground(@TempDir Path folder) {
        JdbcStorage storage = JdbcStorage.embedded(folder.resolve("callcard"));
        // tag::background[]
        CallCards callCards = CallCards.builder(storage)
                .audio(new AudioTools(
                        FfmpegTranscoder.find("ffmpeg").map(Transcoder.class::cast),
                        Optional.of(new OggVorbisAnalyzer()),
                        Optional.of(HttpAudioFetcher.builder().build()),
                        Optional.of(folder.resolve("fetching"))))
                .build();
        BackgroundWork work = BackgroundWork.start(callCards.work());
        // end::background[]
        work.close();
        assertThat(callCards.recordingWork().runAll()).isZero();
        storage.close();
    }

    @Test
    void anAccountAtTwilioIsSetUp() throws Exception {
        MemoryStorage storage = new MemoryStorage(Clock.systemUTC());
        ProjectId shop = ProjectId.of("shop");
        String accountSid = "AC0123456789abcdef0123456789abcdef";
        String authToken = "secret";
        String base = "https://crm.example/callcard";
        // tag::twilio[]
        URI webhook = URI.create(base + "/api/v1/projects/shop/webhooks/twilio/" + accountSid);
        Twilio twilio = Twilio.builder(accountSid, List.of(authToken), webhook).build();
        CallCards callCards = CallCards.builder(storage)
                .telephony(TelephonyAccounts.of(List.of(new TelephonyAccounts.Account(shop, twilio))))
                .build();
        // end::twilio[]
        callCards.projects().create(shop, ProjectSettings.builder("GB").build());
        Viewer admin = Viewer.of("ann", shop, Viewer.Role.ADMIN);
        assertThat(callCards.telephony().accounts(admin, shop)).hasSize(1);
    }

    /** Two seconds of a tone, 8 kHz, one channel. */
    private static byte[] wav() {
        int samples = 16_000;
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wav.putShort((short) 1).putInt(8_000).putInt(16_000).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (9_000 * Math.sin(i / 3.0)));
        }
        return wav.array();
    }
}
