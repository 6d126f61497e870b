package dev.callcard.storage.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Annotation;
import dev.callcard.annotation.Comment;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.erasure.Receipt;
import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitReport;
import dev.callcard.visit.VisitorId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Somebody who leaves a trace wherever a customer can, and is erased. Everything is done as a host does it. */
final class ErasedCustomer {
    /** The number as people write it, the visitor, the address, and what was said, typed and written. */
    static final List<String> TRACES = List.of(
            "442079460951",
            "02079460951",
            "visitor-of-the-erased",
            "203.0.113.77",
            "call-of-the-erased",
            "page-of-the-erased",
            "campaign-of-the-erased",
            "comment-on-the-erased",
            "attribute-of-the-erased",
            "recording-of-the-erased",
            "voice-of-the-erased");

    private static final ProjectId PROJECT = ProjectId.of("shop");
    private static final Viewer ADMIN = Viewer.of("admin", PROJECT, Viewer.Role.ADMIN);
    private static final String NUMBER = "+442079460951";
    private static final String OTHER = "+442079460952";
    private static final byte[] WAV = wav();
    private static final String VISITOR = "visitor-of-the-erased";

    private static byte[] wav() {
        byte[] voice = "voice-of-the-erased".getBytes(UTF_8);
        ByteBuffer wav = ByteBuffer.allocate(44 + voice.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(UTF_8)).putInt(36 + voice.length).put("WAVEfmt ".getBytes(UTF_8));
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(8_000);
        wav.putShort((short) 1).putShort((short) 8);
        return wav.put("data".getBytes(UTF_8)).putInt(voice.length).put(voice).array();
    }

    private final CallCards callCards;
    private final Instant now;

    ErasedCustomer(Storage storage) {
        this.callCards = CallCards.builder(storage)
                .erasureKey(ErasureKey.of(new byte[ErasureKey.MIN_BYTES]))
                .build();
        this.now = callCards.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Which traces are in some bytes, as text or in hexadecimal digits. */
    static List<String> in(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        return TRACES.stream()
                .filter(trace -> text.contains(trace)
                        || lower.contains(HexFormat.of().formatHex(trace.getBytes(UTF_8)))
                        || text.contains(new String(trace.getBytes(UTF_16LE), ISO_8859_1)))
                .toList();
    }

    /** Calls, visits, and is talked about; so does somebody else. */
    void live() throws IOException {
        callCards
                .projects()
                .create(
                        PROJECT,
                        ProjectSettings.builder("GB")
                                .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                                .ipStorage(ProjectSettings.IpStorage.FULL)
                                .build());
        visit(
                "e1",
                VISITOR,
                "203.0.113.77",
                "https://shop.example/page-of-the-erased?utm_campaign=campaign-of-the-erased");
        visit("e2", "visitor-who-stays", "203.0.113.1", "https://shop.example/");
        CallId call = report(answered("call-of-the-erased", NUMBER, VISITOR)
                .attribute("order", "attribute-of-the-erased")
                .recording(new Call.RecordingReference(
                        "https://pbx.example/recording-of-the-erased", true, Optional.empty())));
        report(answered("call-that-stays", OTHER, "visitor-who-stays"));
        // Taken for the customer's at first.
        report(CallReport.builder("acme", "renumbered").customerNumber(NUMBER).startedAt(now));
        report(CallReport.builder("acme", "renumbered").customerNumber(OTHER));
        callCards.recordings().attach(ADMIN, PROJECT, call, new ByteArrayInputStream(WAV));
        Annotation.Change change =
                new Annotation.Change(Optional.empty(), Optional.of(OptionalInt.of(4)), Optional.of(OptionalInt.of(5)));
        callCards.annotations().change(ADMIN, PROJECT, call, change, OptionalLong.empty());
        Comment.Content comment = new Comment.Content("comment-on-the-erased", Optional.empty());
        callCards.annotations().comment(ADMIN, PROJECT, call, comment);
        callCards.shareLinks().create(ADMIN, PROJECT, call);
    }

    /** Is erased; then everything that is on its way arrives once more. */
    void goes() {
        CustomerId customer = callCards.calls().customer(ADMIN, PROJECT, NUMBER).orElseThrow();
        Receipt receipt = callCards.erasures().erase(ADMIN, PROJECT, customer);
        assertThat(receipt.isComplete()).isTrue();
        assertThat(receipt.erased())
                .containsEntry(Receipt.Part.CALLS, 1L)
                .containsEntry(Receipt.Part.RECORDINGS, 1L)
                .containsEntry(Receipt.Part.VISIT_EVENTS, 1L);
        assertThat(callCards
                        .calls()
                        .ingest(
                                ADMIN,
                                PROJECT,
                                Call.Origin.API,
                                List.of(answered("call-of-the-erased", NUMBER, VISITOR)
                                        .build())))
                .extracting(ItemResult::status)
                .containsExactly(ItemResult.Status.REJECTED);
        assertThat(callCards
                        .visits()
                        .ingest(
                                ADMIN,
                                PROJECT,
                                List.of(view(
                                        "e1", VISITOR, "203.0.113.77", "https://shop.example/page-of-the-erased"))))
                .extracting(ItemResult::status)
                .containsExactly(ItemResult.Status.REJECTED);
    }

    private void visit(String event, String visitor, String ip, String url) {
        assertThat(callCards.visits().ingest(ADMIN, PROJECT, List.of(view(event, visitor, ip, url))))
                .extracting(ItemResult::status)
                .containsExactly(ItemResult.Status.CREATED);
    }

    private VisitReport view(String event, String visitor, String ip, String url) {
        return new VisitReport(
                VisitEvent.pageView(event, new VisitorId(visitor), now.minusSeconds(60), url),
                Optional.empty(),
                Optional.of(ip));
    }

    private CallReport.Builder answered(String id, String number, String visitor) {
        return CallReport.builder("acme", id)
                .caller(number)
                .destination("+442079460000")
                .startedAt(now)
                .answeredAt(now.plusSeconds(5))
                .endedAt(now.plusSeconds(50))
                .outcome(Outcome.ANSWERED)
                .visitorId(visitor);
    }

    private CallId report(CallReport.Builder report) {
        List<ItemResult> results = callCards.calls().ingest(ADMIN, PROJECT, Call.Origin.API, List.of(report.build()));
        return CallId.parse(results.get(0).id().orElseThrow()).orElseThrow();
    }
}
