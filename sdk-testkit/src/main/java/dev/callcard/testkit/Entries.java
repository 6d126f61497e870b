package dev.callcard.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.log.LogStore;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.AudioAnalyzer.Analysis;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.sharing.ShareLink;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Entries of recordings, and what hangs on them, as short as a test can say them. */
final class Entries {
    /** The last microsecond that every database can hold. */
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Of 255 characters, which is as long as a name gets, and most of them outside of the basic plane. */
    static final String LONG_NAME = "😀".repeat(127) + "ж";

    /** What passes for audio. */
    static final byte[] WAV = "RIFF....WAVEfmt what follows makes no sound at all".getBytes(US_ASCII);

    /** A mark of whoever tests. */
    static final Recording.Mark ANN = new Recording.Mark("Ann", Tenant.NOON);

    private static final Clock CLOCK = Clock.fixed(Tenant.NOON, ZoneOffset.UTC);

    private Entries() {}

    static Entry waiting(Tenant tenant, CallId call, Recording.State state, Optional<Instant> dueAt) {
        return Entry.waiting(tenant.id(), call, state, Optional.of("because"), 3, dueAt);
    }

    static Entry gone(Tenant tenant, CallId call, Recording.State state) {
        return Entry.gone(tenant.id(), call, state, ANN);
    }

    static AuditRecord deleted(CallId call) {
        return AuditRecord.bySystem(CLOCK, AuditRecord.Action.RECORDING_DELETED, call);
    }

    /** A record about a customer. */
    static AuditRecord erased(CustomerId customer) {
        return new AuditRecord(
                UUID.randomUUID(),
                Tenant.NOON,
                "ann",
                "Ann",
                AuditRecord.Action.CUSTOMER_ERASED,
                Optional.empty(),
                Optional.of(customer),
                Optional.empty());
    }

    static List<AuditRecord> audit(Tenant tenant) {
        return Tenant.all(PageRequest.MAX_LIMIT, page -> tenant.storage.audit().list(tenant.id(), page));
    }

    /** How often those who follow the log live were told of recordings. */
    static long told(Tenant tenant) {
        LogStore.Position start = LogStore.Position.before(Instant.EPOCH);
        return tenant.storage.log().changes(tenant.id(), start, 1_000).stream()
                .filter(change -> change.kind() == LogStore.Kind.RECORDING)
                .count();
    }

    static Analysis analysis(int peak) {
        return new Analysis(8_000, 1, 1, 0.5, true, List.of(new Analysis.Channel(List.of(peak), 0.5)));
    }

    /** Shares the recording of a call under a token. */
    static ShareLink share(Tenant tenant, CallId call, String token) {
        ShareLink link = link(tenant, call);
        tenant.storage.shareLinks().create(link, hash(token), made(call));
        return link;
    }

    static ShareLink link(Tenant tenant, CallId call) {
        return new ShareLink(tenant.id(), UUID.randomUUID(), call, "Ann", Tenant.NOON, Optional.empty(), 0);
    }

    /** Another text of 64 hexadecimal digits for another token. */
    static String hash(String token) {
        String hex = Integer.toHexString(token.hashCode());
        return "0".repeat(64 - hex.length()) + hex;
    }

    /** The record of a link that was made. */
    static AuditRecord made(CallId call) {
        return AuditRecord.bySystem(CLOCK, AuditRecord.Action.LINK_CREATED, call);
    }
}
