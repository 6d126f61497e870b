package dev.callcard.testkit;

import static dev.callcard.testkit.ErasureStoreContract.NUMBER;
import static dev.callcard.testkit.ErasureStoreContract.OTHER;
import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Tenant.LATER;
import static dev.callcard.testkit.Tenant.NOON;
import static dev.callcard.testkit.Tenant.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.card.CardFacts;
import dev.callcard.erasure.Receipt;
import dev.callcard.erasure.Receipt.Part;
import dev.callcard.log.LogFilter;
import dev.callcard.visit.VisitEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How every {@link dev.callcard.erasure.ErasureStore} erases again what a restored backup brought back. */
public interface ReplayContract extends StorageFixture {
    @Test
    default void replayShouldEraseAgainWhatWasRestored() {
        Tenant tenant = Tenant.of(storage());
        List<CallReport.Builder> reports =
                List.of(answered("c1", NUMBER, NOON).visitorId("v1"), answered("c2", NUMBER, NOON.plusSeconds(900)));
        List<VisitEvent> events = List.of(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/"));
        tenant.restore(reports, events);
        CallId other = tenant.add(answered("c3", OTHER, NOON));
        Receipt first =
                tenant.erase(tenant.customer(NUMBER).orElseThrow(), LATER).receipt();
        CardFacts card = tenant.card(other);
        tenant.restore(reports, events);
        var customer = tenant.customer(NUMBER).orElseThrow();

        Receipt again = tenant.replay(LATER.plusSeconds(5));

        assertThat(again).isEqualTo(new Receipt(Optional.empty(), LATER.plusSeconds(5), first.erased(), List.of()));
        assertThat(tenant.customer(NUMBER)).isEmpty();
        assertThat(tenant.logged(filter -> filter)).containsExactly(other);
        assertThat(tenant.card(other)).isEqualTo(card);
        assertThat(Entries.audit(tenant))
                .anySatisfy(record -> assertThat(record.customer()).contains(customer));
        assertThat(tenant.replay(LATER.plusSeconds(6)))
                .as("with nothing to erase")
                .isEqualTo(new Receipt(Optional.empty(), LATER.plusSeconds(6), Map.of(), List.of()));
        assertThat(tenant.ledger()).extracting(line -> line.erasedAt()).containsOnly(LATER);
    }

    @Test
    default void replayShouldLeaveWhatHappenedAfterTheErasure() {
        Tenant tenant = Tenant.of(storage());
        Instant erasedAt = NOON.plusSeconds(600);
        CallReport.Builder old = answered("c1", NUMBER, NOON).visitorId("v1");
        VisitEvent oldView = view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1");
        tenant.restore(List.of(old), List.of(oldView));
        tenant.erase(tenant.customer(NUMBER).orElseThrow(), erasedAt);
        tenant.append(view("e2", "v1", erasedAt.plusSeconds(60), "https://shop.example/2"));
        CallId later =
                tenant.add(answered("c2", NUMBER, erasedAt.plusSeconds(120)).visitorId("v1"));
        CardFacts card = tenant.card(later);
        tenant.restore(List.of(old), List.of(oldView));
        assertThat(tenant.card(later).totals().calls()).isEqualTo(2);
        assertThat(tenant.call(later).qualification()).isEqualTo(Call.Qualification.REPEAT);

        Receipt receipt = tenant.replay(LATER);

        assertThat(receipt.erased())
                .containsEntry(Part.CALLS, 1L)
                .containsEntry(Part.VISIT_EVENTS, 1L)
                .containsEntry(Part.VISITORS, 0L);
        assertThat(tenant.card(later)).isEqualTo(card);
        assertThat(tenant.call(later).qualification()).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.sessions(later)).hasSize(1);
    }

    @Test
    default void replayShouldLeaveOutCustomersUnderHoldWithTheirVisitors() {
        Tenant tenant = Tenant.of(storage());
        CallReport.Builder report = answered("c1", NUMBER, NOON).visitorId("v1");
        VisitEvent event = view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/");
        tenant.restore(List.of(report), List.of(event));
        tenant.erase(tenant.customer(NUMBER).orElseThrow(), LATER);
        tenant.restore(List.of(report), List.of(event));
        var customer = tenant.customer(NUMBER).orElseThrow();
        tenant.hold(customer);

        Receipt receipt = tenant.replay(LATER);

        assertThat(receipt)
                .isEqualTo(new Receipt(
                        Optional.empty(),
                        LATER,
                        Map.of(),
                        List.of(
                                new Receipt.Kept(Part.CALLS, 1, Receipt.Why.LEGAL_HOLD),
                                new Receipt.Kept(Part.VISITORS, 1, Receipt.Why.LEGAL_HOLD))));
        assertThat(tenant.log(filter -> filter)).hasSize(1);
        storage().erasure().release(tenant.id(), customer, NOON, Entries.erased(customer));
        assertThat(tenant.replay(LATER).erased()).containsEntry(Part.CALLS, 1L);
        assertThat(tenant.log(filter -> filter)).isEmpty();
    }

    @Test
    default void replayShouldFindWhatWasErasedAmongManyPages() {
        Tenant tenant = Tenant.of(storage());
        int many = 1_100;
        List<CallReport.Builder> reports = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            reports.add(answered("c" + i, "+4420794" + (60_000 + i % 100), NOON.plusSeconds(i))
                    .visitorId("v" + i));
        }
        tenant.restore(reports, List.of());
        tenant.erase(tenant.customer("+442079460007").orElseThrow(), LATER);
        tenant.restore(reports, List.of());

        Receipt receipt = tenant.replay(LATER);

        assertThat(receipt.erased()).containsEntry(Part.CALLS, 11L).containsEntry(Part.VISITORS, 11L);
        assertThat(tenant.customer("+442079460007")).isEmpty();
        assertThat(Tenant.all(
                        200,
                        page -> storage()
                                .log()
                                .read(tenant.project(), LogFilter.builder().build(), page)))
                .hasSize(many - 11);
    }
}
