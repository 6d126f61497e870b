package dev.callcard.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.crm.HostContacts;
import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.tracking.Attribution;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionFold;
import dev.callcard.visit.Source;
import dev.callcard.visit.TopPage;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardAssemblerTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final VisitorId VISITOR = new VisitorId("v");
    private static final Session JOINED = session(START.minusSeconds(600), "joined");
    private static final Session EARLIER = session(START.minusSeconds(86_400), "earlier");

    @ParameterizedTest
    @CsvSource({
        // yesterday at 23:00 is 1, today is 0
        "2026-03-01T23:00, 2026-03-02T00:30, Europe/London, 1",
        "2026-03-02T00:00, 2026-03-02T23:59:59, Europe/London, 0",
        "2026-03-01T23:59:59.999999, 2026-03-02T00:00, Europe/London, 1",
        // the days on which clocks change have 23 and 25 hours
        "2026-03-28T23:00, 2026-03-30T00:00, Europe/London, 2",
        "2026-03-29T00:30, 2026-03-29T23:30, Europe/London, 0",
        "2026-10-24T23:30, 2026-10-26T00:00, Europe/London, 2",
        "2026-10-25T00:00, 2026-10-25T23:59, Europe/London, 0",
        // half-hour zones, and half-hour daylight saving
        "2026-03-01T23:00, 2026-03-02T00:15, Asia/Kolkata, 1",
        "2026-04-04T23:45, 2026-04-05T23:45, Australia/Lord_Howe, 1",
        "2026-10-03T23:45, 2026-10-04T00:15, Australia/Lord_Howe, 1",
        "2026-03-01T23:50, 2026-03-02T00:10, Pacific/Chatham, 1",
        // leap days
        "2028-02-28T23:00, 2028-03-01T01:00, UTC, 2",
        "2026-02-28T23:00, 2026-03-01T01:00, UTC, 1",
        "2024-02-29T12:00, 2025-03-01T12:00, UTC, 366",
        // a zone that left a day out
        "2011-12-29T12:00, 2011-12-31T12:00, Pacific/Apia, 2",
    })
    void daysAreCalendarDaysOfTheZone(LocalDateTime from, LocalDateTime to, ZoneId zone, long days) {
        assertThat(CardAssembler.days(
                        from.atZone(zone).toInstant(), to.atZone(zone).toInstant(), zone))
                .isEqualTo(days);
    }

    @Property(tries = 5_000)
    void daysAreThoseThatOneCountsOnACalendar(
            @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long from,
            @ForAll @LongRange(min = 0, max = 100_000_000L) long later,
            @ForAll @From("zones") ZoneId zone) {
        Instant visit = Instant.ofEpochSecond(from);
        Instant asOf = visit.plusSeconds(later);
        LocalDate first = visit.atZone(zone).toLocalDate();
        LocalDate last = asOf.atZone(zone).toLocalDate();
        long model = last.toEpochDay() - first.toEpochDay();

        assertThat(CardAssembler.days(visit, asOf, zone)).isEqualTo(model);
        assertThat(CardAssembler.days(asOf, visit, zone)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProjectSettings.SessionTracking.class,
            names = {"CHANNEL", "OFF"})
    void projectWithoutSessionsGetsAWholeCardWithTheReason(ProjectSettings.SessionTracking mode) {
        CardFacts facts = facts(mode, Optional.of(VISITOR), visits(Optional.of(JOINED)));
        CallCard card = CardAssembler.assemble(facts, List.of(contact()), START, START);

        assertThat(card.tracking().available()).isFalse();
        assertThat(card.tracking().reason().orElseThrow()).contains("project").hasSizeGreaterThan(40);
        assertThat(card.visit()).isEmpty();
        assertThat(card.lastVisit()).isEmpty();
        assertThat(card.topPages()).isEmpty();
        assertThat(card.sessions().items()).isEmpty();
        assertThat(card.client().ip()).isEmpty();
        assertThat(card.client().landingPage()).isEmpty();
        assertThat(card.statistics())
                .isEqualTo(new CallCard.Statistics(
                        OptionalLong.empty(), OptionalLong.empty(), 7, OptionalLong.empty(), 3, OptionalLong.empty()));
        assertThat(card.call()).isEqualTo(facts.call());
        assertThat(card.calls()).isEqualTo(facts.calls());
        assertThat(card.client().contacts()).containsExactly(contact());
        assertThat(card.recording().reason()).isPresent();
    }

    @Test
    void joinedVisitIsShownAndTheLastVisitIsTheOneBeforeIt() {
        CallCard card = card(Optional.of(VISITOR), visits(Optional.of(JOINED)));

        assertThat(card.visit().orElseThrow().session()).contains(JOINED);
        assertThat(card.visit().orElseThrow().attribution().kind()).isEqualTo(Attribution.Kind.SESSION);
        assertThat(card.lastVisit()).contains(EARLIER);
        assertThat(card.client().landingPage()).contains(JOINED.landingPage());
        assertThat(card.statistics())
                .isEqualTo(new CallCard.Statistics(
                        OptionalLong.of(30), OptionalLong.of(1), 7, OptionalLong.of(5), 3, OptionalLong.of(11)));
        assertThat(card.topPages()).hasSize(1);
    }

    @Test
    void callThatIsNotJoinedShowsTheLatestVisitAndSaysWhy() {
        CallCard unnamed = card(Optional.empty(), visits(Optional.empty()));
        CallCard noVisit = card(Optional.of(VISITOR), visits(Optional.empty()));
        CallCard over = card(Optional.of(VISITOR), visits(Optional.of(EARLIER)));

        for (CallCard card : List.of(unnamed, noVisit, over)) {
            assertThat(card.visit().orElseThrow().session()).isEmpty();
            assertThat(card.visit().orElseThrow().attribution().kind()).isEqualTo(Attribution.Kind.NONE);
            assertThat(card.lastVisit()).contains(JOINED);
            assertThat(card.client().landingPage()).contains(JOINED.landingPage());
        }
        assertThat(List.of(unnamed, noVisit, over))
                .extracting(card -> card.visit().orElseThrow().attribution().reason())
                .doesNotHaveDuplicates()
                .allSatisfy(reason -> assertThat(reason).endsWith("."));
    }

    @Test
    void customerWithoutVisitsHasAWholeCard() {
        CallCard card = CardAssembler.assemble(
                new CardFacts(
                        project(ProjectSettings.SessionTracking.SESSION),
                        call(Optional.empty()),
                        false,
                        new CardFacts.Totals(1, 1, 0, 0, Optional.empty(), Optional.empty()),
                        CardFacts.Visits.NONE,
                        List.of(),
                        new Page<>(List.of(), Optional.empty()),
                        new Page<>(List.of(), Optional.empty()),
                        Annotation.NONE,
                        new Page<>(List.of(), Optional.empty()),
                        Optional.empty()),
                List.of(),
                START,
                START);

        assertThat(card.statistics())
                .isEqualTo(new CallCard.Statistics(
                        OptionalLong.empty(), OptionalLong.empty(), 1, OptionalLong.of(0), 1, OptionalLong.of(0)));
        assertThat(card.visit()).isPresent();
        assertThat(card.lastVisit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, still going on",
        "ANSWERED, reported no recording",
        "VOICEMAIL, reported no recording",
        "UNKNOWN, reported no recording",
        "NO_ANSWER, Nobody answered",
        "BUSY, Nobody answered"
    })
    void missingRecordingIsExplainedByWhatBecameOfTheCall(Outcome outcome, String words) {
        CallReport report = CallReport.builder("pbx", "1").outcome(outcome).build();
        ProjectSettings settings = ProjectSettings.builder("GB").build();
        Call call = new Call(
                new CallId(new UUID(1, 1)),
                ProjectId.of("p"),
                new CustomerId(new UUID(1, 2)),
                report.key(),
                Call.Origin.API,
                report.toState().facts(settings, START),
                Call.Qualification.NOT_EVALUATED);

        assertThat(Recording.withoutAudio(call, settings.callRules()).reason().orElseThrow())
                .contains(words);
    }

    @Test
    void sameFactsGiveTheSameCard() {
        assertThat(card(Optional.of(VISITOR), visits(Optional.of(JOINED))))
                .isEqualTo(card(Optional.of(VISITOR), visits(Optional.of(JOINED))));
    }

    @ParameterizedTest
    @CsvSource({"-600000, false", "-1, false", "0, true", "1799999, true", "1800000, false", "9999999999, false"})
    void callIsJoinedWhileTheSessionIsAlive(long millisAfterStart, boolean joined) {
        Session session = session(START, "s");
        Call call = call(Optional.of(VISITOR), START.plusMillis(millisAfterStart));
        Attribution attribution = Attribution.ofVisitor(
                call.facts().visitor(), call.facts().times(), Optional.of(session), Duration.ofMinutes(30));

        assertThat(attribution.kind()).isEqualTo(joined ? Attribution.Kind.SESSION : Attribution.Kind.NONE);
    }

    @Test
    void asOfIsNowTheCallOrAnInstant() {
        assertThat(AsOf.parse("now")).isEqualTo(AsOf.NOW);
        assertThat(AsOf.parse("call")).isEqualTo(AsOf.CALL);
        assertThat(AsOf.parse("2026-03-01T12:00:00.1234567Z"))
                .isEqualTo(AsOf.at(Instant.parse("2026-03-01T12:00:00.123456Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NOW",
                " now",
                "yesterday",
                "2026-03-01",
                "2026-13-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z"
            })
    void asOfThatNoCardCanSpeakOfIsRefused(String text) {
        assertThatThrownBy(() -> AsOf.parse(text))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/asOf")));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/London",
                        "America/New_York",
                        "Asia/Kolkata",
                        "Australia/Lord_Howe",
                        "Pacific/Chatham",
                        "Pacific/Kiritimati",
                        "Africa/Cairo",
                        "America/St_Johns")
                .map(ZoneId::of);
    }

    private static CallCard card(Optional<VisitorId> visitor, CardFacts.Visits visits) {
        return CardAssembler.assemble(
                facts(ProjectSettings.SessionTracking.SESSION, visitor, visits), List.of(), START, START);
    }

    private static CardFacts facts(
            ProjectSettings.SessionTracking mode, Optional<VisitorId> visitor, CardFacts.Visits visits) {
        return new CardFacts(
                project(mode),
                call(visitor),
                false,
                new CardFacts.Totals(
                        7,
                        3,
                        5,
                        11,
                        Optional.of(START.minus(Duration.ofDays(30))),
                        Optional.of(START.minus(Duration.ofHours(13)))),
                visits,
                TopPage.of(List.of(new Session.PageView("u", Optional.empty(), START, Optional.empty())), 5),
                new Page<>(List.of(new CallCard.SessionEntry(JOINED, List.of())), Optional.of("next")),
                new Page<>(List.of(call(visitor)), Optional.empty()),
                Annotation.NONE,
                new Page<>(List.of(), Optional.empty()),
                Optional.empty());
    }

    private static CardFacts.Visits visits(Optional<Session> ofCaller) {
        return new CardFacts.Visits(
                ofCaller,
                Optional.of(EARLIER),
                Optional.of(JOINED),
                Optional.of(Source.DIRECT),
                Optional.empty(),
                Optional.empty());
    }

    private static Project project(ProjectSettings.SessionTracking mode) {
        return Project.create(
                ProjectId.of("p"),
                ProjectSettings.builder("GB").sessionTracking(mode).build());
    }

    private static Call call(Optional<VisitorId> visitor) {
        return call(visitor, START);
    }

    private static Call call(Optional<VisitorId> visitor, Instant start) {
        CallReport.Builder report = CallReport.builder("pbx", "1")
                .type(Call.Type.INBOUND)
                .caller("+442079460958")
                .startedAt(start)
                .outcome(Outcome.BUSY);
        visitor.ifPresent(id -> report.visitorId(id.value()));
        CallReport built = report.build();
        return new Call(
                new CallId(new UUID(1, 1)),
                ProjectId.of("p"),
                new CustomerId(new UUID(1, 2)),
                built.key(),
                Call.Origin.API,
                built.toState().facts(ProjectSettings.builder("GB").build(), start),
                Call.Qualification.NON_TARGET);
    }

    private static HostContacts.Contact contact() {
        return new HostContacts.Contact("1", "Ann", Optional.empty(), Optional.empty());
    }

    private static Session session(Instant start, String id) {
        return SessionFold.sessions(
                        SessionFold.Rules.of(ProjectSettings.builder("GB").build()),
                        List.of(VisitEvent.pageView(id, VISITOR, start, "https://shop.example/" + id)))
                .get(0);
    }
}
