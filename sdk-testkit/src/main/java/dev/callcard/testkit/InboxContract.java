package dev.callcard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.card.AsOf;
import dev.callcard.erasure.Receipt;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RawEvent;
import dev.callcard.inbox.RefusedPushException;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.Recording;
import dev.callcard.telephony.PushContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link dev.callcard.inbox.InboxStore} keeps of what providers push, and what becomes of it. */
public interface InboxContract extends StorageFixture {
    /** The five things that a provider tells of a call, one after the other. */
    List<String> STORY = List.of("""
            "outcome":"IN_PROGRESS","reportedAt":"2026-03-10T11:00:00Z","startedAt":"2026-03-10T11:00:00Z",\
            "type":"INBOUND","caller":"+442079460958","destination":"+442079460000\"""", """
            "outcome":"IN_PROGRESS","reportedAt":"2026-03-10T11:00:07Z","answeredAt":"2026-03-10T11:00:07Z",\
            "agent":{"id":"7","name":"Ann"}""", """
            "outcome":"ANSWERED","reportedAt":"2026-03-10T11:02:00Z","endedAt":"2026-03-10T11:02:00Z\"""", """
            "reportedAt":"2026-03-10T11:02:40Z","recording":{"url":"https://pbx.example/r/1"}""", """
            "reportedAt":"2026-03-10T12:00:00Z","recording":{"loss":"DELETED"}""");

    @Test
    default void aPushShouldBeKeptMaskedWithItsEffect() {
        Desk desk = new Desk(storage());

        desk.push(report("c1", STORY.get(0)));
        desk.push(report("c1", STORY.get(0)));
        desk.push(report("c1", STORY.get(2)));

        Call call = desk.onlyCall();
        assertThat(call.origin()).isEqualTo(Call.Origin.WEBHOOK);
        assertThat(call.facts().times().total()).contains(Duration.ofMinutes(2));
        List<RawEvent> events = desk.callCards.inbox().events(desk.admin, desk.tenant.id(), call.id());
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(event.provider()).isEqualTo(ScriptedProvider.NAME);
            assertThat(event.account()).isEqualTo("main");
            assertThat(event.receivedAt()).isEqualTo(Tenant.NOON);
            assertThat(event.text()).contains("\"providerCallId\":\"c1\"").doesNotContain("442079460958");
        });
        assertThat(events.stream().map(RawEvent::text))
                .anySatisfy(text -> assertThat(text).contains("***58", "2026-03-10T11:00:00Z"));
        assertThat(desk.quarantine()).isEmpty();
    }

    @Test
    default void whatNobodyProvedShouldLeaveNothing() {
        Desk desk = new Desk(storage());

        assertThatThrownBy(() -> desk.callCards
                        .inbox()
                        .receive(
                                desk.tenant.id(),
                                ScriptedProvider.NAME,
                                "main",
                                ScriptedProvider.push(report("c1", STORY.get(0)), "guess")))
                .isInstanceOf(RefusedPushException.class)
                .hasMessageContaining("X-Secret")
                .hasMessageNotContaining("guess");
        assertThatThrownBy(() -> desk.callCards
                        .inbox()
                        .receive(desk.tenant.id(), ScriptedProvider.NAME, "other", desk.provider.push("[]")))
                .isInstanceOf(NotFoundException.class);

        assertThat(desk.calls()).isEmpty();
        assertThat(desk.quarantine()).isEmpty();
    }

    @Test
    default void whatCameOverAConnectionOfTheHostsOwnShouldNeedNoProof() {
        Desk desk = new Desk(storage());

        desk.callCards
                .inbox()
                .accept(
                        desk.tenant.id(),
                        ScriptedProvider.NAME,
                        "main",
                        new PushContent(
                                "",
                                "application/json",
                                report("c1", STORY.get(0)).getBytes(UTF_8)));
        desk.callCards
                .inbox()
                .accept(desk.tenant.id(), ScriptedProvider.NAME, "main", new PushContent("", "", new byte[] {'?'}));

        assertThat(desk.onlyCall().origin()).isEqualTo(Call.Origin.WEBHOOK);
        assertThat(desk.quarantine()).hasSize(1);
        assertThatThrownBy(() -> desk.callCards
                        .inbox()
                        .accept(desk.tenant.id(), ScriptedProvider.NAME, "other", new PushContent("", "", new byte[0])))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void everyOrderOfWhatIsToldOfACallShouldEndInTheSameCard() {
        Desk desk = new Desk(storage());
        List<List<String>> orders = permutations(STORY);
        for (int i = 0; i < orders.size(); i++) {
            for (String told : orders.get(i)) {
                // Each call of a number of its own, so that the cards do not see each other.
                desk.push(report("c" + i, told.replace("+442079460958", number(i))));
            }
            desk.push(report("c" + i, orders.get(i).get(i % STORY.size()).replace("+442079460958", number(i))));
        }

        List<Call> calls = desk.calls();
        assertThat(calls).hasSize(120);
        Set<String> cards = new HashSet<>();
        for (Call call : calls) {
            int i = Integer.parseInt(call.key().providerCallId().substring(1));
            var card = desk.callCards.cards().card(desk.admin, desk.tenant.id(), call.id(), AsOf.NOW);
            assertThat(card.recording().state()).isEqualTo(Recording.State.ABSENT);
            assertThat(card.recording().reason().orElseThrow()).contains("deleted");
            cards.add((call.facts().toString() + call.qualification() + card.statistics() + card.recording())
                    .replace(number(i), "N"));
        }
        assertThat(cards).hasSize(1);
    }

    @Test
    default void onePoisonEventAmongAThousandShouldBePutAside() {
        Desk desk = new Desk(storage());
        String poison = report("c500", """
                "outcome":"ANSWERED","startedAt":"2026-03-10T11:02:00Z","endedAt":"2026-03-10T11:00:00Z",\
                "caller":"+442079460958\"""");
        IntStream.range(0, 1_000).forEach(i -> desk.push(i == 500 ? poison : report("c" + i, STORY.get(0))));

        assertThat(desk.calls()).hasSize(999);
        List<QuarantinedEvent> aside = desk.quarantine();
        assertThat(aside).hasSize(1);
        assertThat(aside.get(0).reason()).contains("/endedAt must not be before startedAt");
        assertThat(aside.get(0).content().text()).isEqualTo(poison);
        assertThat(aside.get(0).toString() + aside.get(0).content()).doesNotContain("7946");
    }

    @Test
    default void whatWasPutAsideShouldBeReadAgainOrThrownAway() {
        Desk desk = new Desk(storage());
        // What lies in the future today does not tomorrow.
        desk.push(report("early", "\"startedAt\":\"2026-03-12T11:00:00Z\""));
        desk.push("{\"provider\":\"scripted\"");
        desk.push(new PushContent("", "application/json", new byte[] {(byte) 0xff, 0, '{'}));
        List<QuarantinedEvent> aside = desk.quarantine();
        assertThat(aside).hasSize(3);
        QuarantinedEvent early = aside.stream()
                .filter(event -> event.content().text().contains("early"))
                .findFirst()
                .orElseThrow();
        assertThat(early.reason()).isEqualTo("/startedAt lies in the future.");
        assertThatThrownBy(() -> desk.callCards.inbox().replay(desk.admin, desk.tenant.id(), early.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("lies in the future");
        assertThat(desk.quarantine()).hasSize(3);

        Desk tomorrow = desk.at(Tenant.NOON.plus(Duration.ofDays(2)));
        tomorrow.callCards.inbox().replay(desk.admin, desk.tenant.id(), early.id());
        aside.stream()
                .map(QuarantinedEvent::id)
                .filter(id -> !id.equals(early.id()))
                .forEach(id -> tomorrow.callCards.inbox().drop(desk.admin, desk.tenant.id(), id));

        assertThat(desk.quarantine()).isEmpty();
        assertThat(tomorrow.onlyCall().key().providerCallId()).isEqualTo("early");
        assertThatThrownBy(() -> tomorrow.callCards.inbox().drop(desk.admin, desk.tenant.id(), early.id()))
                .isInstanceOf(NotFoundException.class);
        assertThat(storage().audit().list(desk.tenant.id(), PageRequest.first()).items())
                .extracting(AuditRecord::action)
                .containsExactlyInAnyOrder(
                        AuditRecord.Action.EVENT_REPLAYED,
                        AuditRecord.Action.EVENT_DROPPED,
                        AuditRecord.Action.EVENT_DROPPED);
    }

    @Test
    default void theQuarantineShouldBeListedNewestFirstAndOfThisProjectOnly() {
        Desk desk = new Desk(storage());
        Desk other = new Desk(storage());
        for (int i = 0; i < 7; i++) {
            desk.at(Tenant.NOON.plusSeconds(i)).push("nonsense " + i);
        }
        other.push("nonsense");

        List<QuarantinedEvent> all =
                Tenant.all(3, page -> desk.callCards.inbox().quarantined(desk.admin, desk.tenant.id(), page));

        assertThat(all.stream().map(event -> event.content().text()))
                .containsExactly(
                        "nonsense 6",
                        "nonsense 5",
                        "nonsense 4",
                        "nonsense 3",
                        "nonsense 2",
                        "nonsense 1",
                        "nonsense 0");
        UUID foreign = other.quarantine().get(0).id();
        assertThatThrownBy(() -> desk.callCards.inbox().quarantined(desk.admin, desk.tenant.id(), foreign))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void erasureShouldTakeWhatWasPushedAboutTheNumber() {
        Desk desk = new Desk(storage());
        desk.push(report("c1", STORY.get(0)));
        desk.push(report("c2", STORY.get(0).replace("+442079460958", "+442079460959")));
        desk.push("nonsense of +44 (20) 7946-0958");
        desk.push("nonsense of 020 7946 0959");
        CustomerId customer = desk.tenant.customer("+442079460958").orElseThrow();
        CallId kept = desk.calls().stream()
                .filter(call -> !call.customer().equals(customer))
                .findFirst()
                .orElseThrow()
                .id();

        Receipt receipt = desk.callCards.erasures().erase(desk.admin, desk.tenant.id(), customer);

        assertThat(receipt.erased()).containsEntry(Receipt.Part.PROVIDER_EVENTS, 2L);
        assertThat(desk.quarantine()).hasSize(1);
        assertThat(desk.callCards.inbox().events(desk.admin, desk.tenant.id(), kept))
                .hasSize(1);
        desk.push(report("c1", STORY.get(2)));
        assertThat(desk.calls()).hasSize(1);
        assertThat(desk.quarantine())
                .as("what is about somebody erased is not put aside")
                .hasSize(1);
    }

    @Test
    default void whatWasKeptLongEnoughShouldGo() {
        Desk desk = new Desk(storage());
        desk.push(report("c1", STORY.get(0)));
        desk.push("nonsense");
        Desk later = desk.at(Tenant.NOON.plus(Duration.ofDays(31)));
        later.push(report("c1", STORY.get(2)));
        while (later.callCards.inbox().runOne()) {
            // There may be more, of other tests.
        }
        assertThat(later.callCards
                        .inbox()
                        .events(desk.admin, desk.tenant.id(), later.onlyCall().id()))
                .hasSize(1);
        assertThat(desk.quarantine()).hasSize(1);

        Desk muchLater = desk.at(Tenant.NOON.plus(Duration.ofDays(91)));
        while (muchLater.callCards.inbox().runOne()) {
            // There may be more, of other tests.
        }
        assertThat(desk.quarantine()).isEmpty();
    }

    private static String report(String id, String members) {
        return "{\"provider\":\"scripted\",\"account\":\"main\",\"providerCallId\":\"" + id + "\"," + members + "}";
    }

    private static String number(int i) {
        return "+4420794" + (10_000 + i);
    }

    private static List<List<String>> permutations(List<String> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : items) {
            List<String> others = new ArrayList<>(items);
            others.remove(first);
            for (List<String> rest : permutations(others)) {
                List<String> one = new ArrayList<>(Collections.singleton(first));
                one.addAll(rest);
                all.add(one);
            }
        }
        return all;
    }
}
