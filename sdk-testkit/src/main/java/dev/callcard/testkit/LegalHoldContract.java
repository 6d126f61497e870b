package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.LATER;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.erasure.LegalHold;
import dev.callcard.erasure.Receipt;
import dev.callcard.error.NotFoundException;
import dev.callcard.recording.RecordingCatalog.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How every {@link dev.callcard.erasure.ErasureStore} keeps legal holds. */
public interface LegalHoldContract extends StorageFixture {
    @Test
    default void holdShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        CustomerId one = tenant.call(report("c1")).customer();
        CustomerId other = tenant.call(report("c2")).customer();
        LegalHold full =
                new LegalHold(one, Entries.LONG_NAME, Entries.LAST, Optional.of("😀".repeat(LegalHold.MAX_REASON / 2)));
        LegalHold bare = new LegalHold(other, "", Instant.EPOCH, Optional.empty());

        for (LegalHold hold : List.of(full, bare)) {
            assertThat(storage().erasure().hold(tenant.id(), hold.customer())).isEmpty();
            assertThat(storage().erasure().place(tenant.id(), hold, Entries.erased(one)))
                    .isEqualTo(hold);
            assertThat(storage().erasure().hold(tenant.id(), hold.customer())).contains(hold);
        }
    }

    @Test
    default void holdShouldBePlacedOnceAndAudited() {
        Tenant tenant = Tenant.of(storage());
        CustomerId customer = tenant.call(report("c1")).customer();
        LegalHold first = new LegalHold(customer, "Ann", NOON, Optional.of("file 1"));
        LegalHold second = new LegalHold(customer, "Bob", LATER, Optional.of("file 2"));
        AuditRecord record = Entries.erased(customer);

        storage().erasure().place(tenant.id(), first, record);

        assertThat(storage().erasure().place(tenant.id(), second, Entries.erased(customer)))
                .isEqualTo(first);
        assertThat(storage().erasure().hold(tenant.id(), customer)).contains(first);
        assertThat(Entries.audit(tenant)).containsExactly(record);
    }

    @Test
    default void holdShouldNeedACustomerOfTheProject() {
        Tenant tenant = Tenant.of(storage());
        CustomerId ofOther = Tenant.of(storage()).call(report("c1")).customer();

        for (CustomerId unknown : List.of(ofOther, new CustomerId(UUID.randomUUID()))) {
            assertThatThrownBy(() -> tenant.hold(unknown))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("customer");
            assertThat(storage().erasure().hold(tenant.id(), unknown)).isEmpty();
        }
        assertThat(Entries.audit(tenant)).isEmpty();
    }

    @Test
    default void holdShouldBeSeenByWhoeverChangesARecordingOfTheCustomer() {
        Tenant tenant = Tenant.of(storage());
        CallId held = tenant.add(answered("c1", "+442079460951", NOON));
        CallId later = tenant.add(answered("c2", "+442079460952", NOON));
        CallId free = tenant.add(answered("c3", "+442079460953", NOON));

        tenant.hold(tenant.call(held).customer());

        assertThat(isHeld(tenant, held)).isTrue();
        assertThat(isHeld(tenant, later)).isFalse();
        assertThat(isHeld(tenant, free)).isFalse();
        tenant.add(report("c2").customerNumber("+442079460951"));
        assertThat(isHeld(tenant, later))
                .as("a call that becomes the customer's")
                .isTrue();
    }

    @Test
    default void holdThatIsLiftedShouldMakeRecordingsDue() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(answered("c1", "+442079460951", NOON));
        CallId without = tenant.add(answered("c2", "+442079460951", NOON));
        CallId ofOther = tenant.add(answered("c3", "+442079460952", NOON));
        tenant.ready(call);
        tenant.ready(ofOther);
        CustomerId customer = tenant.call(call).customer();
        tenant.hold(customer);
        AuditRecord record = Entries.erased(customer);

        assertThat(storage().erasure().release(tenant.id(), customer, NOON, record))
                .isTrue();

        assertThat(storage().erasure().hold(tenant.id(), customer)).isEmpty();
        assertThat(isHeld(tenant, call)).isFalse();
        assertThat(tenant.entry(call).flatMap(Entry::dueAt)).contains(NOON);
        assertThat(tenant.entry(without)).isEmpty();
        assertThat(tenant.entry(ofOther).flatMap(Entry::dueAt)).isEmpty();
        assertThat(Entries.audit(tenant)).contains(record).hasSize(2);
        assertThat(storage().erasure().release(tenant.id(), customer, NOON, Entries.erased(customer)))
                .as("again")
                .isFalse();
        assertThat(Entries.audit(tenant)).hasSize(2);
    }

    @Test
    default void customerUnderHoldShouldNotBeErased() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(answered("c1", "+442079460951", NOON).visitorId("v1"));
        tenant.add(answered("c2", "+442079460951", NOON.plusSeconds(600)));
        tenant.append(Tenant.view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/"));
        tenant.ready(call);
        CustomerId customer = tenant.call(call).customer();
        tenant.hold(customer);
        var card = tenant.card(call);
        List<AuditRecord> audit = Entries.audit(tenant);

        var erased = tenant.erase(customer, LATER);

        assertThat(erased.receipt())
                .isEqualTo(new Receipt(
                        Optional.of(customer),
                        LATER,
                        Map.of(),
                        List.of(new Receipt.Kept(Receipt.Part.CALLS, 2, Receipt.Why.LEGAL_HOLD))));
        assertThat(erased.receipt().isComplete()).isFalse();
        assertThat(erased.audio()).isEmpty();
        assertThat(tenant.card(call)).isEqualTo(card);
        assertThat(tenant.ledger()).isEmpty();
        assertThat(Entries.audit(tenant)).isEqualTo(audit);
        storage().erasure().release(tenant.id(), customer, NOON, Entries.erased(customer));
        assertThat(tenant.erase(customer, LATER).receipt().isComplete()).isTrue();
        assertThat(storage().calls().find(tenant.id(), call).map(Call::id)).isEmpty();
    }

    private static boolean isHeld(Tenant tenant, CallId call) {
        List<Boolean> held = new ArrayList<>();
        tenant.storage
                .recordingCatalog()
                .change(
                        tenant.id(),
                        call,
                        known -> {
                            held.add(known.held());
                            return known.entry();
                        },
                        Optional.empty());
        return held.get(held.size() - 1);
    }
}
