package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.LATER;
import static dev.callcard.testkit.Tenant.NOON;
import static dev.callcard.testkit.Tenant.PRINTS;
import static dev.callcard.testkit.Tenant.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CardFacts;
import dev.callcard.erasure.ErasureStore;
import dev.callcard.erasure.Receipt;
import dev.callcard.erasure.Receipt.Part;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Tombstone;
import dev.callcard.ledger.internal.LedgerPages;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ErasureStore} forgets, and what it turns away from then on. */
public interface ErasureStoreContract extends StorageFixture {
    /** The number that is erased. */
    String NUMBER = "+442079460951";

    /** A number that stays. */
    String OTHER = "+442079460952";

    @Test
    default void erasureShouldTakeEverythingOfACustomerAndNothingElse() {
        Tenant tenant = Tenant.of(storage());
        CallId first = tenant.add(answered("c1", NUMBER, NOON).visitorId("own"));
        CallId second = tenant.add(answered("c2", NUMBER, NOON.plusSeconds(900)).visitorId("both"));
        CallId other = tenant.add(answered("c3", OTHER, NOON).visitorId("both"));
        tenant.append(
                view("e1", "own", NOON.minusSeconds(60), "https://shop.example/1"),
                view("e2", "own", NOON.minusSeconds(50), "https://shop.example/2"),
                view("e3", "both", NOON.minusSeconds(40), "https://shop.example/3"));
        for (CallId call : List.of(first, other)) {
            tenant.categorise(call, "sale", "vip");
            tenant.rateCall(call, OptionalInt.of(4));
            tenant.rateManager(call, OptionalInt.of(2));
            tenant.comment(call, "Call back", NOON);
        }
        tenant.comment(second, "And again", NOON);
        Recording.Audio replaced = tenant.audio(first, 1);
        Recording.Audio audio = tenant.audio(first, 2);
        tenant.ready(first, replaced);
        tenant.ready(first, audio);
        tenant.ready(other);
        storage().recordingCatalog().saveAnalysis(audio.key(), Entries.analysis(1));
        Entries.share(tenant, first, "a");
        Entries.share(tenant, first, "b");
        Entries.share(tenant, other, "c");
        CustomerId customer = tenant.call(first).customer();
        CardFacts card = tenant.card(other);
        AuditRecord record = Entries.erased(customer);

        ErasureStore.Erased erased = storage().erasure().erase(tenant.project(), customer, LATER, PRINTS, record);

        assertThat(erased.receipt())
                .isEqualTo(new Receipt(
                        Optional.of(customer),
                        LATER,
                        Map.of(
                                Part.CALLS, 2L,
                                Part.ANNOTATIONS, 1L,
                                Part.COMMENTS, 2L,
                                Part.RECORDINGS, 1L,
                                Part.SHARE_LINKS, 2L,
                                Part.VISITORS, 1L,
                                Part.SESSIONS, 1L,
                                Part.VISIT_EVENTS, 2L),
                        List.of(new Receipt.Kept(Part.VISITORS, 1, Receipt.Why.SHARED))));
        assertThat(erased.receipt().isComplete()).isTrue();
        assertThat(erased.audio()).containsExactlyInAnyOrder(replaced.key(), audio.key());
        assertThat(discarded(tenant)).containsExactlyInAnyOrder(replaced.key(), audio.key());
        assertThat(storage().recordingCatalog().analysis(audio.key())).isEmpty();
        for (CallId call : List.of(first, second)) {
            assertThat(storage().calls().find(tenant.id(), call)).isEmpty();
            assertThat(tenant.load(call, LATER, Optional.empty(), 50)).isEmpty();
            assertThat(tenant.entry(call)).isEmpty();
            assertThat(storage().shareLinks().list(tenant.id(), call, 10)).isEmpty();
            assertThatThrownBy(() -> storage().annotations().find(tenant.id(), call))
                    .isInstanceOf(NotFoundException.class);
        }
        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("a"))).isEmpty();
        assertThat(tenant.customer(NUMBER)).isEmpty();
        assertThat(tenant.load(customer, LATER, Optional.empty())).isEmpty();
        assertThat(tenant.logged(filter -> filter)).containsExactly(other);
        assertThat(tenant.logged(filter -> filter.category("vip"))).containsExactly(other);
        assertThat(tenant.card(other)).isEqualTo(card);
        assertThat(tenant.sessions(other)).hasSize(1);
        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("c"))).isPresent();
        assertThat(Entries.audit(tenant)).contains(record);
        assertThat(prints(tenant.ledger()))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                PRINTS.ofNumber(tenant.id(), tenant.key(NUMBER)),
                                PRINTS.ofCall(tenant.id(), "acme", "", "c1"),
                                PRINTS.ofCall(tenant.id(), "acme", "", "c2"),
                                PRINTS.ofVisitor(tenant.id(), "own"))
                        .flatMap(Optional::stream)
                        .toList());
        assertThat(tenant.ledger()).extracting(Tombstone::erasedAt).containsOnly(LATER);
    }

    @Test
    default void erasureShouldNeedACustomerOfTheProject() {
        Tenant tenant = Tenant.of(storage());
        CallId call = Tenant.of(storage()).add(report("c1"));
        CustomerId erased = tenant.call(report("c1")).customer();
        tenant.erase(erased, NOON);

        for (CustomerId unknown : List.of(erased, new CustomerId(UUID.randomUUID()), new CustomerId(call.value()))) {
            assertThatThrownBy(() -> tenant.erase(unknown, NOON))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("customer");
        }
    }

    @Test
    default void erasureShouldStayInsideItsProject() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        for (Tenant one : List.of(tenant, other)) {
            one.add(answered("c1", NUMBER, NOON).visitorId("v1"));
            one.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/"));
        }
        CallId ofOther = other.add(answered("c1", NUMBER, NOON));

        tenant.erase(tenant.customer(NUMBER).orElseThrow(), LATER);

        assertThat(other.sessions(ofOther)).hasSize(1);
        assertThat(other.ledger()).isEmpty();
        assertThat(other.status(report("c1").department("Sales"))).isEqualTo(Status.UPDATED);
        assertThat(other.append(view("e2", "v1", NOON, "https://shop.example/2")))
                .containsExactly(Status.CREATED);
    }

    @Test
    default void withheldNumberShouldBeErasedCallByCall() {
        Tenant tenant = Tenant.of(storage());
        CallId first = tenant.add(answered("c1", "anonymous", NOON));
        CallId second = tenant.add(answered("c2", "anonymous", NOON));

        Receipt receipt = tenant.erase(tenant.call(first).customer(), LATER).receipt();

        assertThat(receipt.erased()).containsEntry(Part.CALLS, 1L);
        assertThat(tenant.logged(filter -> filter)).containsExactly(second);
        assertThat(tenant.status(answered("c1", "anonymous", NOON))).isEqualTo(Status.REJECTED);
        assertThat(tenant.status(answered("c3", "anonymous", NOON))).isEqualTo(Status.CREATED);
    }

    @Test
    default void lateReportsShouldBeTurnedAway() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(answered("c1", NUMBER, NOON));
        tenant.erase(tenant.customer(NUMBER).orElseThrow(), LATER);

        assertThat(tenant.merge(List.of(
                        report("c1").department("Sales"),
                        answered("c1", OTHER, LATER.plusSeconds(1)),
                        answered("c2", NUMBER, LATER),
                        answered("c3", NUMBER, LATER.plusNanos(1_000)),
                        answered("c4", OTHER, NOON),
                        report("c4").customerNumber(NUMBER),
                        report("c4").department("Sales"))))
                .extracting(merged -> merged.status())
                .containsExactly(
                        Status.REJECTED,
                        Status.REJECTED,
                        Status.REJECTED,
                        Status.CREATED,
                        Status.CREATED,
                        Status.REJECTED,
                        Status.UPDATED);

        assertThat(tenant.log(filter -> filter))
                .extracting(line -> line.call().key().providerCallId())
                .containsExactly("c3", "c4");
        assertThat(tenant.log(filter -> filter.provider("acme").number(OTHER)))
                .singleElement()
                .satisfies(line -> assertThat(line.call().facts().department()).contains("Sales"));
        assertThat(tenant.status(report("c4").customerNumber(NUMBER)))
                .as("a call that is there, and would become the erased number's")
                .isEqualTo(Status.REJECTED);
    }

    @Test
    default void laterCallOfAnErasedNumberShouldBeOfANewCustomer() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(answered("c1", NUMBER, NOON).visitorId("v1"));
        CustomerId before = tenant.customer(NUMBER).orElseThrow();
        tenant.erase(before, NOON.plusSeconds(600));

        CallId later = tenant.add(answered("c2", NUMBER, LATER.minusSeconds(60)));

        assertThat(tenant.call(later).customer()).isNotEqualTo(before);
        assertThat(tenant.card(later).totals().calls()).isEqualTo(1);
        assertThat(tenant.card(later).call().qualification()).isEqualTo(Call.Qualification.TARGET);
    }

    @Test
    default void lateEventsOfAnErasedVisitorShouldBeTurnedAway() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(answered("c1", NUMBER, NOON).visitorId("v1"));
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1"));
        tenant.erase(tenant.customer(NUMBER).orElseThrow(), LATER);

        assertThat(tenant.append(
                        view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1"),
                        view("e2", "v1", LATER, "https://shop.example/2"),
                        view("e3", "v2", NOON, "https://shop.example/3"),
                        view("e4", "v1", LATER.plusNanos(1_000), "https://shop.example/4")))
                .containsExactly(Status.REJECTED, Status.REJECTED, Status.CREATED, Status.CREATED);

        CallId later = tenant.add(answered("c2", NUMBER, LATER.plusSeconds(60)).visitorId("v1"));
        assertThat(tenant.callPage(
                                tenant.call(later).customer(),
                                Optional.empty(),
                                LATER.plusSeconds(90),
                                new PageRequest(Optional.empty(), 10))
                        .items())
                .hasSize(1);
        assertThat(tenant.sessionPage(
                                tenant.call(later).customer(),
                                Optional.empty(),
                                LATER.plusSeconds(90),
                                new PageRequest(Optional.empty(), 10))
                        .items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.session().startedAt()).isEqualTo(LATER.plusNanos(1_000)));
    }

    @Test
    default void visitorShouldGoWithTheLastOfItsCustomers() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1"));
        tenant.add(answered("c1", NUMBER, NOON).visitorId("v1"));
        tenant.add(answered("c2", OTHER, NOON).visitorId("v1"));

        Receipt first =
                tenant.erase(tenant.customer(NUMBER).orElseThrow(), LATER).receipt();
        assertThat(tenant.append(view("e2", "v1", NOON, "https://shop.example/2")))
                .as("of a visitor who stays")
                .containsExactly(Status.CREATED);
        Receipt second =
                tenant.erase(tenant.customer(OTHER).orElseThrow(), LATER).receipt();

        assertThat(first.kept()).containsExactly(new Receipt.Kept(Part.VISITORS, 1, Receipt.Why.SHARED));
        assertThat(first.erased()).containsEntry(Part.VISIT_EVENTS, 0L);
        assertThat(second.kept()).isEmpty();
        assertThat(second.erased()).containsEntry(Part.VISIT_EVENTS, 2L).containsEntry(Part.VISITORS, 1L);
        assertThat(tenant.append(view("e3", "v1", NOON, "https://shop.example/3")))
                .containsExactly(Status.REJECTED);
    }

    @Test
    default void ledgerShouldBeListedByKindAndHashPageAfterPage() {
        Tenant tenant = Tenant.of(storage());
        List<Tombstone> lines = new ArrayList<>();
        for (Fingerprint.Kind kind : Fingerprint.Kind.values()) {
            for (int i = 0; i < 4; i++) {
                String hash = Integer.toHexString(11 * i + 5).repeat(128).substring(0, i % 2 == 0 ? 32 : 128);
                lines.add(new Tombstone(new Fingerprint(kind, hash), Entries.LAST.minusSeconds(i)));
            }
        }
        storage().erasure().remember(tenant.id(), lines);

        assertThat(tenant.ledger())
                .containsExactlyElementsOf(lines.stream()
                        .sorted(Comparator.comparing(Tombstone::fingerprint, LedgerPages.ORDER))
                        .toList());
        assertThat(Tenant.of(storage()).ledger()).isEmpty();
        for (String cursor : List.of("", "x", "CALL-", "CALL-zz", "call-" + "0".repeat(64))) {
            assertThatThrownBy(() -> storage().erasure().ledger(tenant.id(), new PageRequest(Optional.of(cursor), 3)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cursor");
        }
    }

    @Test
    default void ofTwoTombstonesTheLaterShouldCount() {
        Tenant tenant = Tenant.of(storage());
        Fingerprint print = PRINTS.ofVisitor(tenant.id(), "v1").orElseThrow();
        for (Instant at : List.of(NOON, NOON.minusSeconds(1), NOON.plusSeconds(1), NOON)) {
            storage().erasure().remember(tenant.id(), List.of(new Tombstone(print, at)));
        }

        assertThat(tenant.ledger()).containsExactly(new Tombstone(print, NOON.plusSeconds(1)));
    }

    @Test
    default void erasureShouldWinOverWhoeverReportsAtTheSameTime() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(answered("c0", NUMBER, NOON).visitorId("v0"));
        int rounds = 12;

        Race.run(4, thread -> {
            for (int i = 0; i < rounds; i++) {
                if (thread == 0) {
                    tenant.customer(NUMBER).ifPresent(customer -> tryErasing(tenant, customer));
                } else {
                    String id = thread + "-" + i;
                    tenant.append(view("e" + id, "v" + i, NOON.minusSeconds(60L + i), "https://shop.example/" + i));
                    tenant.merge(answered("c" + id, NUMBER, NOON.plusSeconds(i)).visitorId("v" + i));
                    tenant.merge(answered("o" + id, OTHER, NOON.plusSeconds(i)).visitorId("v" + i));
                }
            }
            return thread;
        });
        tenant.customer(NUMBER).ifPresent(customer -> tryErasing(tenant, customer));

        assertThat(tenant.customer(NUMBER)).isEmpty();
        Set<String> left = new HashSet<>();
        tenant.log(filter -> filter)
                .forEach(line -> left.add(line.call().key().providerCallId().substring(0, 1)));
        assertThat(left).containsOnly("o");
        assertThat(tenant.logged(filter -> filter)).hasSize(3 * rounds);
    }

    private static void tryErasing(Tenant tenant, CustomerId customer) {
        assertThat(tenant.erase(customer, LATER).receipt().erased().get(Part.CALLS))
                .isPositive();
    }

    private static List<Fingerprint> prints(List<Tombstone> ledger) {
        return ledger.stream().map(Tombstone::fingerprint).toList();
    }

    private static List<RecordingStore.Key> discarded(Tenant tenant) {
        return tenant.storage.recordingCatalog().discarded(100_000).stream()
                .filter(key -> key.project().equals(tenant.id()))
                .toList();
    }
}
