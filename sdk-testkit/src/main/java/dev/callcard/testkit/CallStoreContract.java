package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.agent;
import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.incoming;
import static dev.callcard.testkit.Reports.missed;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CallState;
import dev.callcard.call.CallStore;
import dev.callcard.call.CallStore.Merged;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.phone.CustomerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link CallStore} does. */
public interface CallStoreContract extends StorageFixture {
    // ---- what is stored

    @Test
    default void mergeShouldCreateACallThatIsFound() {
        Tenant tenant = Tenant.of(storage());
        CallReport.Builder report = answered("c1", "+442079460958", NOON);

        Merged merged = tenant.merge(report);

        Call call = tenant.call(merged.id());
        assertThat(merged.status()).isEqualTo(Status.CREATED);
        assertThat(call.id()).isEqualTo(merged.id());
        assertThat(call.project()).isEqualTo(tenant.id());
        assertThat(call.key()).isEqualTo(new Call.Key("acme", "", "c1"));
        assertThat(call.origin()).isEqualTo(Call.Origin.WEBHOOK);
        assertThat(call.facts()).isEqualTo(facts(tenant, report, NOON));
        assertThat(call.qualification()).isEqualTo(Call.Qualification.TARGET);
    }

    @Test
    default void mergeShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        String text255 = "😀".repeat(127) + "ж";
        String text1024 = "漢é".repeat(512);
        CallReport.Builder report = CallReport.builder("p".repeat(64), text255)
                .account("𝔸".repeat(127))
                .reportedAt(Instant.parse("9998-12-31T23:59:59Z"))
                .type(Call.Type.CALLBACK)
                .startedAt(Instant.parse("1970-01-01T00:00:00Z"))
                .answeredAt(Instant.parse("1970-01-01T00:00:00.000001Z"))
                .endedAt(Instant.parse("9998-12-31T23:59:59Z"))
                .caller(text255)
                .destination("sip:" + "ü".repeat(251))
                .trackingNumber("\u202a+44 20 7946 0000\u202c")
                .customerNumber("  +44 (0)20 7946 0958 ext. 1234567 ")
                .agent(new Call.Agent(Optional.of(text255), Optional.of(text1024), Optional.of("1001")))
                .outcome(Outcome.FORBIDDEN_DESTINATION)
                .rawStatus(text1024)
                .department(" \t\n\r\u0001" + "\"\\{}'`$%_;--")
                .scheme("")
                .visitorId("👩‍👩‍👧".repeat(31))
                .recording(new Call.RecordingReference(
                        "https://example.com/" + "я".repeat(4_076), true, Optional.of("audio/x-wav; codecs=1")));
        for (int i = 0; i < 50; i++) {
            report.attribute("😀".repeat(120) + i, text1024);
        }

        Call call = tenant.call(report);

        assertThat(call.key()).isEqualTo(report.build().key());
        assertThat(call.facts()).isEqualTo(facts(tenant, report, NOON));
    }

    @Test
    default void mergeShouldKeepACallOfWhichNothingIsTold() {
        Tenant tenant = Tenant.of(storage());

        Call call = tenant.call(report("c1"));

        assertThat(call.facts()).isEqualTo(facts(tenant, report("c1"), NOON));
        assertThat(call.facts().times().startedAt()).isEqualTo(NOON);
        assertThat(call.facts().times().startKnown()).isFalse();
        assertThat(call.facts().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(call.qualification()).isEqualTo(Call.Qualification.NOT_EVALUATED);
    }

    @Test
    default void mergeShouldKeepARecordingInAFile() {
        Tenant tenant = Tenant.of(storage());
        Call.RecordingReference file = new Call.RecordingReference("2026/03/a b.wav", false, Optional.empty());

        assertThat(tenant.call(report("c1").recording(file)).facts().recording())
                .contains(file);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    default void mergeShouldKeepOutcome(Outcome outcome) {
        assertThat(Tenant.of(storage())
                        .call(report("c1").outcome(outcome))
                        .facts()
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(Call.Type.class)
    default void mergeShouldKeepType(Call.Type type) {
        assertThat(Tenant.of(storage()).call(report("c1").type(type)).facts().type())
                .contains(type);
    }

    @ParameterizedTest
    @EnumSource(Call.Origin.class)
    default void mergeShouldKeepTheOriginOfTheFirstReport(Call.Origin origin) {
        Tenant tenant = Tenant.of(storage());
        tenant.merge(origin, NOON, List.of(incoming("c1", "+442079460958", NOON)));

        tenant.merge(Call.Origin.IMPORT, NOON.plusSeconds(1), List.of(answered("c1", "+442079460958", NOON)));

        CallId id = tenant.add(report("c1"));
        assertThat(tenant.call(id).origin()).isEqualTo(origin);
    }

    @Test
    default void mergeShouldKeepAStatusThatNobodyKnows() {
        Call call = Tenant.of(storage()).call(report("c1").status("Zurückgerufen 😀"));

        assertThat(call.facts().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(call.facts().rawStatus()).contains("Zurückgerufen 😀");
    }

    @Test
    default void mergeShouldKeepLegsWhateverTheirOrder() {
        Tenant tenant = Tenant.of(storage());
        CallReport.Builder first = report("leg 1")
                .legOf("c1")
                .type(Call.Type.INBOUND)
                .caller("+442079460958")
                .startedAt(NOON)
                .endedAt(NOON.plusSeconds(20))
                .agent(agent("a1"))
                .outcome(Outcome.NO_ANSWER);
        CallReport.Builder second = report("leg 2")
                .legOf("c1")
                .startedAt(NOON.plusSeconds(20))
                .answeredAt(NOON.plusSeconds(25))
                .endedAt(NOON.plusSeconds(90))
                .agent(agent("a2"))
                .outcome(Outcome.ANSWERED);

        CallId late = tenant.add(second);
        CallId same = tenant.add(first);

        Call call = tenant.call(same);
        assertThat(same).isEqualTo(late);
        assertThat(call.facts().legs()).extracting(leg -> leg.id()).containsExactly("leg 1", "leg 2");
        assertThat(call.facts().agent().flatMap(Call.Agent::id)).contains("a2");
        assertThat(call.facts().times().waiting()).contains(Duration.ofSeconds(25));
        assertThat(call.facts().times().talk()).contains(Duration.ofSeconds(65));
    }

    @Test
    default void mergeShouldLetTheReceiptStandInUntilTheStartIsTold() {
        Tenant tenant = Tenant.of(storage());
        Instant received = Instant.parse("2026-03-10T12:00:00.123456Z");
        List<Merged> merged =
                tenant.merge(Call.Origin.POLL, received, List.of(report("c1").caller("+442079460958")));
        CallId id = merged.get(0).id();
        assertThat(tenant.call(id).facts().times().startedAt()).isEqualTo(received);

        tenant.merge(
                Call.Origin.POLL, received.plusSeconds(60), List.of(report("c1").outcome(Outcome.BUSY)));
        assertThat(tenant.call(id).facts().times().startedAt()).isEqualTo(received);

        tenant.add(report("c1").startedAt(NOON.minusSeconds(5)));
        assertThat(tenant.call(id).facts().times().startedAt()).isEqualTo(NOON.minusSeconds(5));
        assertThat(tenant.call(id).facts().times().startKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-29T00:59:59.999999Z",
                "2026-03-29T01:00:00Z",
                "2026-03-29T01:30:00.000001Z",
                "2026-10-25T00:30:00.123456Z",
                "2026-10-25T01:30:00.123456Z",
                "2026-03-08T07:30:00.654321Z",
                "2026-11-01T05:30:00Z",
                "2026-11-01T06:30:00Z",
                "2011-12-30T12:00:00.999999Z",
                "1970-01-01T00:00:00.000001Z",
                "9998-12-31T23:59:59Z"
            })
    default void mergeShouldKeepInstantsToTheMicrosecondInEveryZone(String text) {
        Instant start = Instant.parse(text);
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("UTC", "Europe/London", "America/New_York", "Pacific/Apia")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Tenant tenant = Tenant.of(storage());
                CallId id = tenant.add(report("c1").startedAt(start));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
                assertThat(tenant.call(id).facts().times().startedAt())
                        .as("written in %s", zone)
                        .isEqualTo(start);
                assertThat(tenant.logged(filter -> filter.from(start).to(start.plusNanos(1_000))))
                        .as("logged in %s", zone)
                        .containsExactly(id);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    // ---- which reports are about the same call

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c|C",
                "c|c ",
                "c| c",
                "\u00e9|e\u0301",
                "\u212b|\u00c5",
                "\ufb01|fi",
                "\u00df|ss",
                "\u0130|i",
                "\u0131|i",
                "a|\u0430",
                "c|c\u200b",
                "😀|😁",
                "1|01"
            })
    default void mergeShouldTellIdsApartExactly(String pair) {
        String[] ids = pair.split("\\|", -1);
        Tenant tenant = Tenant.of(storage());

        List<Merged> merged = tenant.merge(List.of(report(ids[0]), report(ids[1])));

        assertThat(merged).extracting(Merged::status).containsOnly(Status.CREATED);
        assertThat(tenant.call(merged.get(0).id()).key().providerCallId()).isEqualTo(ids[0]);
        assertThat(tenant.call(merged.get(1).id()).key().providerCallId()).isEqualTo(ids[1]);
    }

    @Test
    default void mergeShouldTellProvidersAndAccountsApart() {
        Tenant tenant = Tenant.of(storage());

        List<Merged> merged = tenant.merge(List.of(
                CallReport.builder("acme", "c1"),
                CallReport.builder("Acme", "c1"),
                CallReport.builder("acme", "c1").account("a"),
                CallReport.builder("acme", "c1").account("A"),
                CallReport.builder("acme", "c1").account("a ")));

        assertThat(merged).extracting(Merged::status).containsOnly(Status.CREATED);
        assertThat(merged).extracting(Merged::id).doesNotHaveDuplicates();
    }

    @Test
    default void mergeShouldTakeAnAbsentAccountForAnEmptyOne() {
        Tenant tenant = Tenant.of(storage());
        CallId id = tenant.add(report("c1"));

        assertThat(tenant.add(report("c1").account(""))).isEqualTo(id);
    }

    @Test
    default void mergeShouldGiveEachProjectItsOwnCall() {
        Tenant one = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        CallReport.Builder report = answered("c1", "+442079460958", NOON);

        Merged ofOne = one.merge(report);
        Merged ofOther = other.merge(report);

        assertThat(ofOther.status()).isEqualTo(Status.CREATED);
        assertThat(ofOther.id()).isNotEqualTo(ofOne.id());
        assertThat(other.call(ofOther.id()).customer())
                .isNotEqualTo(one.call(ofOne.id()).customer());
    }

    // ---- what merging does

    @Test
    default void mergeShouldAnswerForEveryStateInOrder() {
        Tenant tenant = Tenant.of(storage());
        CallId known = tenant.add(incoming("known", "+442079460958", NOON));

        List<Merged> merged = tenant.merge(List.of(
                incoming("new", "+442079460958", NOON),
                incoming("known", "+442079460958", NOON),
                incoming("new", "+442079460958", NOON),
                answered("known", "+442079460958", NOON),
                answered("new", "+442079460958", NOON),
                incoming("new", "+442079460958", NOON)));

        CallId created = merged.get(0).id();
        assertThat(merged)
                .containsExactly(
                        new Merged(created, Status.CREATED),
                        new Merged(known, Status.UNCHANGED),
                        new Merged(created, Status.UNCHANGED),
                        new Merged(known, Status.UPDATED),
                        new Merged(created, Status.UPDATED),
                        new Merged(created, Status.UNCHANGED));
    }

    @Test
    default void mergeShouldAcceptNothing() {
        assertThat(Tenant.of(storage()).merge(List.of())).isEmpty();
    }

    @Test
    default void mergeShouldChangeNothingTheSecondTime() {
        Tenant tenant = Tenant.of(storage());
        CallReport.Builder report = answered("c1", "+442079460958", NOON).visitorId("v1");
        Call before = tenant.call(report);

        assertThat(tenant.status(report)).isEqualTo(Status.UNCHANGED);
        assertThat(tenant.call(before.id())).isEqualTo(before);
    }

    @Test
    default void mergeShouldAddWhatIsToldLater() {
        Tenant tenant = Tenant.of(storage());
        CallId id = tenant.add(incoming("c1", "+442079460958", NOON));

        assertThat(tenant.status(report("c1").department("Sales"))).isEqualTo(Status.UPDATED);
        assertThat(tenant.call(id).facts().department()).contains("Sales");
        assertThat(tenant.call(id).facts().customerNumber().text()).isEqualTo("+442079460958");
    }

    @Test
    default void mergeShouldNotLetAnUnfinishedReportChangeAFinishedCall() {
        Tenant tenant = Tenant.of(storage());
        Call before = tenant.call(answered("c1", "+442079460958", NOON));

        Status status = tenant.status(report("c1")
                .outcome(Outcome.IN_PROGRESS)
                .startedAt(NOON.minusSeconds(60))
                .caller("+442079460111")
                .reportedAt(NOON.plusSeconds(3_600)));

        assertThat(status).isEqualTo(Status.UNCHANGED);
        assertThat(tenant.call(before.id())).isEqualTo(before);
    }

    @Test
    default void mergeShouldPreferTheLaterReport() {
        Tenant tenant = Tenant.of(storage());
        CallId id = tenant.add(report("c1").department("B").reportedAt(NOON.plusSeconds(2)));

        tenant.add(report("c1").department("A").reportedAt(NOON.plusSeconds(3)));
        tenant.add(report("c1").department("C").reportedAt(NOON.plusSeconds(1)));

        assertThat(tenant.call(id).facts().department()).contains("A");
    }

    @Test
    default void mergeShouldNotCallUpdatedWhatPeopleCannotSee() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(report("c1").department("A").reportedAt(NOON));

        assertThat(tenant.status(report("c1").department("A").reportedAt(NOON.plusSeconds(9))))
                .isEqualTo(Status.UNCHANGED);
        assertThat(tenant.status(report("c1").department("B").reportedAt(NOON.plusSeconds(8))))
                .as("the newer report was remembered all the same")
                .isEqualTo(Status.UNCHANGED);
    }

    @Test
    default void mergeShouldGiveTheSameCallsInAnyOrder() {
        Random random = Seed.random("mergeShouldGiveTheSameCallsInAnyOrder");
        List<CallReport.Builder> pieces = new ArrayList<>(pieces("c1", "+442079460958", NOON));
        pieces.addAll(pieces("c2", "020 7946 0958", NOON.plusSeconds(7_200)));
        pieces.addAll(pieces("c3", "+44 20 7946 0958", NOON.minusSeconds(7_200)));
        pieces.add(report("c1").department("Late").reportedAt(NOON.plusSeconds(9)));
        Set<List<Object>> outcomes = new HashSet<>();

        for (int round = 0; round < 10; round++) {
            Collections.shuffle(pieces, random);
            Tenant tenant = Tenant.of(storage());
            for (int from = 0; from < pieces.size(); ) {
                int to = Math.min(pieces.size(), from + 1 + random.nextInt(4));
                tenant.merge(pieces.subList(from, to));
                from = to;
            }
            outcomes.add(Stream.of("c1", "c2", "c3")
                    .map(id -> tenant.call(report(id)))
                    .map(call -> (Object) List.of(call.key(), call.facts(), call.qualification()))
                    .toList());
        }

        assertThat(outcomes).hasSize(1);
    }

    @Test
    default void mergeShouldCountEveryCallOnceFromSixteenThreads() {
        Random random = Seed.random("mergeShouldCountEveryCallOnceFromSixteenThreads");
        Tenant tenant = Tenant.of(storage());
        List<CallReport.Builder> whole = new ArrayList<>();
        List<CallReport.Builder> pieces = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String number = "+4420794601%02d".formatted(i % 100);
            Instant start = NOON.plusSeconds(60L * i);
            whole.add(answered("c" + i, number, start).visitorId("v" + i % 50));
            pieces.addAll(pieces("c" + i, number, start));
            pieces.add(report("c" + i).visitorId("v" + i % 50).outcome(Outcome.ANSWERED));
        }
        List<CallReport.Builder> thrice = new ArrayList<>(pieces);
        thrice.addAll(pieces);
        thrice.addAll(pieces);
        Collections.shuffle(thrice, random);
        int share = thrice.size() / 16 + 1;

        List<List<Merged>> merged = Race.run(16, thread -> {
            List<Merged> results = new ArrayList<>();
            int end = Math.min(thrice.size(), (thread + 1) * share);
            for (int from = thread * share; from < end; from += 100) {
                results.addAll(tenant.merge(thrice.subList(from, Math.min(end, from + 100))));
            }
            return results;
        });

        assertThat(merged.stream().flatMap(List::stream).filter(one -> one.status() == Status.CREATED))
                .as("calls created")
                .hasSize(1_000);
        assertThat(merged.stream().flatMap(List::stream).map(Merged::id).distinct())
                .as("calls")
                .hasSize(1_000);
        List<Merged> again = tenant.merge(whole);
        assertThat(again).extracting(Merged::status).containsOnly(Status.UNCHANGED);
        for (int i = 0; i < 1_000; i += 37) {
            Call call = tenant.call(again.get(i).id());
            assertThat(call.facts()).isEqualTo(facts(tenant, whole.get(i), NOON));
            assertThat(tenant.card(call.id()).totals().calls())
                    .as("calls of one of 100 numbers")
                    .isEqualTo(10);
            assertThat(call.qualification()).isEqualTo(i < 100 ? Call.Qualification.TARGET : Call.Qualification.REPEAT);
        }
    }

    @Test
    default void mergeShouldCreateACallOnceWhenEightThreadsReportIt() {
        for (int round = 0; round < 10; round++) {
            Tenant tenant = Tenant.of(storage());

            List<Merged> merged = Race.run(8, i -> tenant.merge(answered("c1", "+442079460958", NOON)));

            assertThat(merged).extracting(Merged::status).containsOnlyOnce(Status.CREATED);
            assertThat(merged).extracting(Merged::id).containsOnly(merged.get(0).id());
        }
    }

    @Test
    default void mergeShouldCreateACustomerOnceWhenEightThreadsReportItsCalls() {
        for (int round = 0; round < 10; round++) {
            Tenant tenant = Tenant.of(storage());

            List<CallId> calls = Race.run(8, i -> tenant.add(answered("c" + i, "+442079460958", NOON.plusSeconds(i))));

            CustomerId customer = tenant.customer("+442079460958").orElseThrow();
            assertThat(calls).extracting(id -> tenant.call(id).customer()).containsOnly(customer);
            assertThat(calls)
                    .extracting(tenant::worth)
                    .containsOnlyOnce(Call.Qualification.TARGET)
                    .doesNotContain(Call.Qualification.NON_TARGET, Call.Qualification.NOT_EVALUATED);
            assertThat(tenant.worth(calls.get(0))).isEqualTo(Call.Qualification.TARGET);
        }
    }

    // ---- whose call it is

    @Test
    default void mergeShouldGiveAllSpellingsOfANumberOneCustomer() {
        Tenant tenant = Tenant.of(storage());

        List<CustomerId> customers = Stream.of(
                        "+44 20 7946 0958",
                        "+442079460958",
                        "0044 20 7946 0958",
                        "020 7946 0958",
                        "(020) 7946-0958",
                        "tel:+44-20-7946-0958",
                        "\"Ann\" <+442079460958>")
                .map(number -> tenant.call(incoming(number, number, NOON)).customer())
                .toList();

        assertThat(customers).containsOnly(customers.get(0));
        assertThat(tenant.customer("020 7946 0958")).contains(customers.get(0));
    }

    @Test
    default void mergeShouldNotTakeTheBeginningOfANumberForTheNumber() {
        Tenant tenant = Tenant.of(storage());
        CustomerId whole = tenant.call(incoming("c1", "020 7946 0958", NOON)).customer();

        assertThat(tenant.call(incoming("c2", "020 7946 095", NOON)).customer()).isNotEqualTo(whole);
        assertThat(tenant.call(incoming("c3", "7946 0958", NOON)).customer()).isNotEqualTo(whole);
        assertThat(tenant.call(incoming("c4", "+1 20 7946 0958", NOON)).customer())
                .isNotEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anonymous", "Restricted", "unknown", "<anonymous>", "000000"})
    default void mergeShouldGiveEveryAnonymousCallItsOwnCustomer(String number) {
        Tenant tenant = Tenant.of(storage(), settings -> settings.anonymousNumbers(List.of("000000")));

        Call one = tenant.call(incoming("c1", number, NOON));
        Call other = tenant.call(incoming("c2", number, NOON));

        assertThat(one.customer()).isNotEqualTo(other.customer());
        assertThat(tenant.card(one.id()).calls().items()).containsExactly(one);
        assertThat(tenant.customer(number)).isEmpty();
    }

    @Test
    default void mergeShouldKeepTheCustomerOfAnAnonymousCall() {
        Tenant tenant = Tenant.of(storage());
        Call before = tenant.call(incoming("c1", "anonymous", NOON));

        Call after = tenant.call(missed("c1", "anonymous", NOON));

        assertThat(after.customer()).isEqualTo(before.customer());
    }

    @Test
    default void mergeShouldTellKindsOfNumbersApart() {
        Tenant tenant = Tenant.of(storage());

        List<CustomerId> customers = Stream.of(
                        "112",
                        "sip:112",
                        "112@pbx",
                        "hello 112",
                        "sip:Bob@pbx",
                        "sip:bob@pbx",
                        "Ann",
                        "ann",
                        "Än",
                        "A\u0308n")
                .map(number ->
                        tenant.call(report(number).customerNumber(number)).customer())
                .toList();

        assertThat(customers).doesNotHaveDuplicates();
        assertThat(tenant.customer("Ann")).contains(customers.get(6));
        assertThat(tenant.customer("A\u0308n")).contains(customers.get(9));
    }

    @Test
    default void mergeShouldMoveACallWhenALaterReportTellsItsCustomer() {
        Tenant tenant = Tenant.of(storage());
        Call stays = tenant.call(incoming("c1", "+442079460958", NOON));
        Call moves = tenant.call(incoming("c2", "+442079460958", NOON.plusSeconds(60)));
        assertThat(moves.customer()).isEqualTo(stays.customer());

        Status status = tenant.status(report("c2").customerNumber("+442079460111"));

        Call moved = tenant.call(moves.id());
        assertThat(status).isEqualTo(Status.UPDATED);
        assertThat(moved.customer()).isNotEqualTo(stays.customer());
        assertThat(tenant.customer("+442079460111")).contains(moved.customer());
        assertThat(tenant.card(stays.id()).calls().items()).containsExactly(stays);
        assertThat(tenant.card(stays.id()).totals().calls()).isEqualTo(1);
        assertThat(tenant.card(moved.id()).calls().items()).containsExactly(moved);
        assertThat(tenant.card(moved.id()).totals().calls()).isEqualTo(1);
    }

    @Test
    default void mergeShouldForgetACustomerWhoseOnlyCallMoves() {
        Tenant tenant = Tenant.of(storage());
        Call before = tenant.call(incoming("c1", "+442079460958", NOON));

        tenant.add(report("c1").customerNumber("+442079460111"));

        assertThat(tenant.customer("+442079460958")).isEmpty();
        assertThat(tenant.load(before.customer(), Tenant.LATER, Optional.empty()))
                .isEmpty();
    }

    @Test
    default void mergeShouldMoveAnAnonymousCallToItsCustomer() {
        Tenant tenant = Tenant.of(storage());
        Call anonymous = tenant.call(incoming("c1", "anonymous", NOON));
        Call known = tenant.call(incoming("c2", "+442079460958", NOON));

        tenant.add(report("c1").customerNumber("+442079460958"));

        assertThat(tenant.call(anonymous.id()).customer()).isEqualTo(known.customer());
        assertThat(tenant.load(anonymous.customer(), Tenant.LATER, Optional.empty()))
                .isEmpty();
        assertThat(tenant.card(known.id()).totals().calls()).isEqualTo(2);
    }

    @Test
    default void customerShouldBeEmptyForUnknownKey() {
        assertThat(Tenant.of(storage()).customer("+442079460958")).isEmpty();
    }

    @Test
    default void customerShouldBeEmptyInAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(incoming("c1", "+442079460958", NOON));
        Tenant other = Tenant.of(storage());

        assertThat(other.customer("+442079460958")).isEmpty();
    }

    @Test
    default void customerShouldNeverBeAnonymous() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(incoming("c1", "anonymous", NOON));

        assertThat(storage().calls().customer(tenant.id(), CustomerKey.ANONYMOUS))
                .isEmpty();
    }

    // ---- reading

    @Test
    default void findCallShouldBeEmptyForUnknownId() {
        Tenant tenant = Tenant.of(storage());

        assertThat(storage().calls().find(tenant.id(), new CallId(UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    default void findCallShouldBeEmptyInAnotherProject() {
        CallId id = Tenant.of(storage()).add(report("c1"));
        Tenant other = Tenant.of(storage());

        assertThat(storage().calls().find(other.id(), id)).isEmpty();
    }

    @Test
    default void findCallShouldBeEmptyInAProjectThatDoesNotExist() {
        CallId id = Tenant.of(storage()).add(report("c1"));

        assertThat(storage().calls().find(Tenant.newId(), id)).isEmpty();
    }

    @Test
    default void hasCallShouldKnowTheAgentsOfACustomer() {
        Tenant tenant = Tenant.of(storage());
        CustomerId customer = tenant.call(incoming("c1", "+442079460958", NOON).agent(agent("a1")))
                .customer();
        tenant.add(incoming("c2", "+442079460958", NOON).agent(agent("a2")));
        tenant.add(incoming("c3", "+442079460111", NOON).agent(agent("a3")));

        assertThat(has(tenant, customer, "a1")).isTrue();
        assertThat(has(tenant, customer, "a2")).isTrue();
        assertThat(has(tenant, customer, "a3")).isFalse();
        assertThat(has(tenant, customer, "A1")).isFalse();
        assertThat(has(tenant, customer, "a1 ")).isFalse();
        assertThat(has(tenant, customer, "")).isFalse();
    }

    @Test
    default void hasCallShouldFollowTheCall() {
        Tenant tenant = Tenant.of(storage());
        CallReport.Builder report = incoming("c1", "+442079460958", NOON).agent(agent("a1"));
        Call before = tenant.call(report);
        tenant.add(incoming("c2", "+442079460958", NOON));

        Call after = tenant.call(report("c1").customerNumber("+442079460111"));

        assertThat(has(tenant, before.customer(), "a1")).isFalse();
        assertThat(has(tenant, after.customer(), "a1")).isTrue();

        tenant.add(report("c1").agent(agent("a2")).outcome(Outcome.ANSWERED));

        assertThat(has(tenant, after.customer(), "a1")).isFalse();
        assertThat(has(tenant, after.customer(), "a2")).isTrue();
    }

    @Test
    default void hasCallShouldBeFalseInAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        CustomerId customer = tenant.call(incoming("c1", "+442079460958", NOON).agent(agent("a1")))
                .customer();

        assertThat(has(Tenant.of(storage()), customer, "a1")).isFalse();
    }

    // ---- what it is worth

    @Test
    default void qualificationShouldBeTargetOncePerSaleCycle() {
        Tenant tenant = Tenant.of(storage());
        Duration cycle = tenant.project().settings().callRules().saleCycle();

        CallId first = tenant.add(answered("c1", "+442079460958", NOON));
        CallId last =
                tenant.add(answered("c2", "+442079460958", NOON.plus(cycle).minusNanos(1_000)));
        CallId next = tenant.add(answered("c3", "+442079460958", NOON.plus(cycle)));

        assertThat(tenant.worth(first)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(last)).as("just before the cycle ends").isEqualTo(Call.Qualification.REPEAT);
        assertThat(tenant.worth(next)).as("as the cycle ends").isEqualTo(Call.Qualification.TARGET);
    }

    @Test
    default void qualificationShouldWantTheWholeTalk() {
        Tenant tenant = Tenant.of(storage());

        CallId enough = tenant.add(answered("c1", "+442079460958", NOON, Duration.ofSeconds(30)));
        CallId tooShort = tenant.add(
                answered("c2", "+442079460111", NOON, Duration.ofSeconds(30).minusNanos(1_000)));

        assertThat(tenant.worth(enough)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(tooShort)).isEqualTo(Call.Qualification.NON_TARGET);
    }

    @Test
    default void qualificationShouldChangeWhenAnEarlierCallArrivesLate() {
        Tenant tenant = Tenant.of(storage());
        CallId second = tenant.add(answered("c2", "+442079460958", NOON));
        CallId third = tenant.add(answered("c3", "+442079460958", NOON.plus(Duration.ofDays(31))));
        assertThat(tenant.worth(second)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(third)).isEqualTo(Call.Qualification.TARGET);

        CallId first = tenant.add(answered("c1", "+442079460958", NOON.minus(Duration.ofDays(15))));

        assertThat(tenant.worth(first)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(second)).isEqualTo(Call.Qualification.REPEAT);
        assertThat(tenant.worth(third)).isEqualTo(Call.Qualification.TARGET);

        CallId zeroth = tenant.add(answered("c0", "+442079460958", NOON.minus(Duration.ofDays(20))));

        assertThat(tenant.worth(zeroth)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(first)).isEqualTo(Call.Qualification.REPEAT);
        assertThat(tenant.worth(second)).isEqualTo(Call.Qualification.REPEAT);
    }

    @Test
    default void qualificationShouldBreakTiesOfTheStartByKey() {
        Tenant tenant = Tenant.of(storage());

        CallId greater = tenant.add(answered("c2", "+442079460958", NOON));
        CallId less = tenant.add(answered("c1", "+442079460958", NOON));

        assertThat(tenant.worth(less)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(greater)).isEqualTo(Call.Qualification.REPEAT);
    }

    @Test
    default void qualificationShouldChangeWhenTheTargetCallMovesAway() {
        Tenant tenant = Tenant.of(storage());
        CallId first = tenant.add(answered("c1", "+442079460958", NOON));
        CallId second = tenant.add(answered("c2", "+442079460958", NOON.plusSeconds(3_600)));
        CallId elsewhere = tenant.add(answered("c3", "+442079460111", NOON.plusSeconds(7_200)));

        tenant.add(report("c1").customerNumber("+442079460111"));

        assertThat(tenant.worth(first)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(second)).as("left behind").isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(elsewhere)).as("joined").isEqualTo(Call.Qualification.REPEAT);
    }

    @Test
    default void qualificationShouldChangeWhenTheStartBecomesKnown() {
        Tenant tenant = Tenant.of(storage());
        CallId late = tenant.add(report("c1")
                .type(Call.Type.INBOUND)
                .caller("+442079460958")
                .answeredAt(NOON.minusSeconds(7_200))
                .endedAt(NOON.minusSeconds(3_600))
                .outcome(Outcome.ANSWERED));
        CallId other = tenant.add(answered("c2", "+442079460958", NOON.minusSeconds(3_000)));
        assertThat(tenant.worth(late)).isEqualTo(Call.Qualification.REPEAT);
        assertThat(tenant.worth(other)).isEqualTo(Call.Qualification.TARGET);

        tenant.add(report("c1").startedAt(NOON.minusSeconds(7_300)));

        assertThat(tenant.worth(late)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(other)).isEqualTo(Call.Qualification.REPEAT);
    }

    @Test
    default void qualificationShouldLookAtIncomingFinishedCallsOfKnownNumbersOnly() {
        Tenant tenant = Tenant.of(storage());
        Instant end = NOON.plusSeconds(600);

        assertThat(tenant.call(answered("in", "+442079460001", NOON)).qualification())
                .isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.call(answered("back", "+442079460002", NOON).type(Call.Type.CALLBACK))
                        .qualification())
                .isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.call(missed("missed", "+442079460003", NOON)).qualification())
                .isEqualTo(Call.Qualification.NON_TARGET);
        assertThat(tenant.call(answered("out", "+442079460004", NOON).type(Call.Type.OUTBOUND))
                        .qualification())
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        assertThat(tenant.call(answered("inside", "+442079460005", NOON).type(Call.Type.INTERNAL))
                        .qualification())
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        assertThat(tenant.call(answered("hidden", "anonymous", NOON)).qualification())
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        assertThat(tenant.call(incoming("going on", "+442079460006", NOON)
                                .answeredAt(NOON)
                                .outcome(Outcome.IN_PROGRESS))
                        .qualification())
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
        assertThat(tenant.call(report("untyped")
                                .caller("+442079460007")
                                .startedAt(NOON)
                                .endedAt(end))
                        .qualification())
                .isEqualTo(Call.Qualification.NOT_EVALUATED);
    }

    @Test
    default void qualificationShouldNotLetOtherCallsOpenASaleCycle() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(missed("c1", "+442079460958", NOON.minusSeconds(30)));
        tenant.add(answered("c2", "+442079460958", NOON.minusSeconds(20)).type(Call.Type.OUTBOUND));

        CallId first = tenant.add(answered("c3", "+442079460958", NOON));

        assertThat(tenant.worth(first)).isEqualTo(Call.Qualification.TARGET);
    }

    @Test
    default void qualificationShouldFollowChangedSettingsFromThenOn() {
        Tenant tenant = Tenant.of(storage());
        CallId before = tenant.add(answered("c1", "+442079460958", NOON, Duration.ofSeconds(40)));
        Instant changed = NOON.plusSeconds(60);

        tenant.change(changed, settings -> settings.targetTalk(Duration.ofSeconds(60)));

        CallId late = tenant.add(answered("c2", "+442079460111", changed.minusNanos(1_000), Duration.ofSeconds(40)));
        CallId after = tenant.add(answered("c3", "+442079460222", changed, Duration.ofSeconds(40)));
        assertThat(tenant.worth(before)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(late)).as("started before the change").isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(after)).as("started with the change").isEqualTo(Call.Qualification.NON_TARGET);
    }

    @Test
    default void qualificationShouldKeepTheSaleCycleThatWasInForceWhenItBegan() {
        Tenant tenant = Tenant.of(storage());
        tenant.add(answered("c1", "+442079460958", NOON));

        tenant.change(NOON.plusSeconds(60), settings -> settings.saleCycle(Duration.ofDays(1)));

        CallId tenth = tenant.add(answered("c2", "+442079460958", NOON.plus(Duration.ofDays(10))));
        CallId thirtieth = tenant.add(answered("c3", "+442079460958", NOON.plus(Duration.ofDays(30))));
        CallId next = tenant.add(answered("c4", "+442079460958", NOON.plus(Duration.ofDays(31))));
        assertThat(tenant.worth(tenth)).isEqualTo(Call.Qualification.REPEAT);
        assertThat(tenant.worth(thirtieth)).isEqualTo(Call.Qualification.TARGET);
        assertThat(tenant.worth(next)).isEqualTo(Call.Qualification.TARGET);
    }

    @Test
    default void qualificationShouldBeTheSameInAnyOrderOfArrival() {
        Random random = Seed.random("qualificationShouldBeTheSameInAnyOrderOfArrival");
        List<CallReport.Builder> reports = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(i -> {
                    Instant start = NOON.plus(Duration.ofHours(random.nextInt(5_000)));
                    return answered("c" + i, "+442079460958", start, Duration.ofSeconds(20L + random.nextInt(20)));
                })
                .toList());
        Set<List<Call.Qualification>> results = new HashSet<>();

        for (int round = 0; round < 5; round++) {
            Collections.shuffle(reports, random);
            Tenant tenant = Tenant.of(storage());
            for (int from = 0; from < reports.size(); ) {
                int to = Math.min(reports.size(), from + 1 + random.nextInt(5));
                tenant.merge(reports.subList(from, to));
                from = to;
            }
            results.add(IntStream.range(0, 40)
                    .mapToObj(i -> tenant.call(report("c" + i)).qualification())
                    .toList());
        }

        assertThat(results).hasSize(1);
    }

    private static boolean has(Tenant tenant, CustomerId customer, String agent) {
        return tenant.storage.calls().hasCall(tenant.id(), customer, agent);
    }

    private static Call.Facts facts(Tenant tenant, CallReport.Builder report, Instant receivedAt) {
        CallState state = report.build().toState();
        return state.facts(tenant.project().settings(), receivedAt);
    }

    /** What together says as much as {@link Reports#answered} about a call. */
    private static List<CallReport.Builder> pieces(String id, String number, Instant start) {
        CallReport.Builder whole = answered(id, number, start);
        return List.of(
                report(id).type(Call.Type.INBOUND).caller(number).outcome(Outcome.IN_PROGRESS),
                report(id).startedAt(start).destination(Reports.OUR_NUMBER).outcome(Outcome.ANSWERED),
                report(id).answeredAt(start.plus(Reports.WAITING)).outcome(Outcome.IN_PROGRESS),
                report(id)
                        .endedAt(start.plus(Reports.WAITING).plus(Duration.ofMinutes(5)))
                        .outcome(Outcome.ANSWERED)
                        .caller(number),
                whole);
    }
}
