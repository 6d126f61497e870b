package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.audit.AuditStore;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link AuditStore} does. */
public interface AuditStoreContract extends StorageFixture {
    @ParameterizedTest
    @EnumSource
    default void auditRecordShouldKeepEveryFieldAtItsExtremes(AuditRecord.Action action) {
        Tenant tenant = Tenant.of(storage());
        AuditRecord full = new AuditRecord(
                new UUID(-1L, -1L),
                Instant.parse("9999-12-30T23:59:59.999999Z"),
                Entries.LONG_NAME,
                Entries.LONG_NAME,
                action,
                Optional.of(new CallId(new UUID(-1L, 0))),
                Optional.of(new CustomerId(new UUID(0, -1L))),
                Optional.of(Entries.LONG_NAME.repeat(20)));
        AuditRecord bare = new AuditRecord(
                new UUID(0, 1), Instant.EPOCH, "", "", action, Optional.empty(), Optional.empty(), Optional.empty());

        storage().audit().write(tenant.id(), bare);
        storage().audit().write(tenant.id(), full);

        assertThat(Entries.audit(tenant)).containsExactly(full, bare);
    }

    @Test
    default void auditShouldBeListedNewestFirstThenByFallingIdPageAfterPage() {
        Tenant tenant = Tenant.of(storage());
        List<AuditRecord> records = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            AuditRecord record = record(NOON.plusNanos(1_000L * (i % 4)), UUID.randomUUID());
            storage().audit().write(tenant.id(), record);
            records.add(record);
        }
        records.sort(Comparator.comparing(AuditRecord::at)
                .thenComparing(record -> record.id().toString())
                .reversed());

        for (int limit : new int[] {1, 3, 11, 500}) {
            assertThat(Tenant.all(limit, page -> storage().audit().list(tenant.id(), page)))
                    .isEqualTo(records);
        }
    }

    @Test
    default void auditShouldBeOfOneProject() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        storage().audit().write(tenant.id(), record(NOON, UUID.randomUUID()));

        assertThat(Entries.audit(other)).isEmpty();
        assertThat(storage().audit().list(Tenant.newId(), PageRequest.first()).items())
                .isEmpty();
    }

    @Test
    default void auditShouldRefuseCursorsOfOtherLists() {
        Tenant tenant = Tenant.of(storage());
        for (int i = 0; i < 2; i++) {
            tenant.ready(tenant.add(answered("c" + i, "+442079460958", NOON)));
            storage().audit().write(tenant.id(), record(NOON, UUID.randomUUID()));
        }
        PageRequest first = PageRequest.first(1);
        LogFilter all = LogFilter.builder().build();
        Optional<String> ofAudit = storage().audit().list(tenant.id(), first).next();
        String ofLog = next(storage().log().read(tenant.project(), all, first).next());
        String ofRecordings =
                next(storage().recordingCatalog().list(tenant.id(), first).next());

        for (String cursor : List.of(ofLog, ofRecordings, "", "x", "audit.", "audit.x", next(ofAudit) + "x")) {
            assertThatThrownBy(() -> storage().audit().list(tenant.id(), new PageRequest(Optional.of(cursor), 1)))
                    .as(cursor)
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> storage().log().read(tenant.project(), all, new PageRequest(ofAudit, 1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> storage().recordingCatalog().list(tenant.id(), new PageRequest(ofAudit, 1)))
                .isInstanceOf(InvalidInputException.class);
    }

    private static String next(Optional<String> cursor) {
        return cursor.orElseThrow();
    }

    private static AuditRecord record(Instant at, UUID id) {
        return new AuditRecord(
                id,
                at,
                "ann",
                "Ann",
                AuditRecord.Action.CUSTOMER_EXPORTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
