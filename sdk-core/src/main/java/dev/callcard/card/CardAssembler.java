package dev.callcard.card;

import dev.callcard.crm.HostContacts;
import dev.callcard.paging.Page;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.Recording;
import dev.callcard.tracking.Attribution;
import dev.callcard.visit.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a card of facts. Pure: the same facts give the same card. Of a recording and of annotations it tells what is now. */
final class CardAssembler {
    private CardAssembler() {}

    static CallCard assemble(CardFacts facts, List<HostContacts.Contact> contacts, Instant asOf, Instant now) {
        ProjectSettings settings = facts.project().settings();
        boolean tracked = settings.sessionTracking() == ProjectSettings.SessionTracking.SESSION;
        Optional<CallCard.Visit> visit = tracked ? Optional.of(visit(facts)) : Optional.empty();
        Optional<Session> joined = visit.flatMap(CallCard.Visit::session);
        Optional<Session> shown = tracked ? joined.or(() -> facts.visits().latest()) : Optional.empty();
        return new CallCard(
                facts.call(),
                Recording.of(facts.recording(), facts.call(), facts.project(), now),
                facts.annotation(),
                facts.comments(),
                tracking(settings.sessionTracking()),
                visit,
                new CallCard.Client(
                        facts.call().customer(),
                        facts.call().facts().customerNumber(),
                        contacts,
                        shown.flatMap(Session::ip),
                        shown.map(Session::landingPage)),
                statistics(facts.totals(), settings.timeZone(), asOf, tracked),
                lastVisit(facts.visits(), joined, tracked),
                tracked ? facts.topPages() : List.of(),
                tracked ? facts.sessions() : new Page<>(List.of(), Optional.empty()),
                facts.calls(),
                asOf,
                settings);
    }

    static CallCard.Tracking tracking(ProjectSettings.SessionTracking mode) {
        return switch (mode) {
            case SESSION -> new CallCard.Tracking(true, Optional.empty());
            case CHANNEL ->
                new CallCard.Tracking(
                        false,
                        Optional.of("This project tracks channels, not sessions: a call's number tells its channel, but"
                                + " nothing is known about visits. Session-based call tracking can be switched on in the"
                                + " project's settings."));
            case OFF ->
                new CallCard.Tracking(
                        false,
                        Optional.of("Session-based call tracking is switched off in this project's settings, so nothing"
                                + " is known about visits to the site."));
        };
    }

    /** Calendar days from one instant to another in a zone; never less than 0. */
    static long days(Instant from, Instant to, ZoneId zone) {
        return Math.max(0, ChronoUnit.DAYS.between(LocalDate.ofInstant(from, zone), LocalDate.ofInstant(to, zone)));
    }

    private static CallCard.Visit visit(CardFacts facts) {
        Attribution attribution = Attribution.ofVisitor(
                facts.call().facts().visitor(),
                facts.call().facts().times(),
                facts.visits().ofCaller(),
                facts.project().settings().sessionTimeout());
        return new CallCard.Visit(
                attribution,
                attribution.kind() == Attribution.Kind.SESSION ? facts.visits().ofCaller() : Optional.empty(),
                facts.visits().firstTouch(),
                facts.visits().lastTouch(),
                facts.visits().lastNonDirect());
    }

    private static Optional<Session> lastVisit(CardFacts.Visits visits, Optional<Session> joined, boolean tracked) {
        if (!tracked) {
            return Optional.empty();
        }
        return joined.isPresent() ? visits.beforeThat() : visits.latest();
    }

    private static CallCard.Statistics statistics(CardFacts.Totals totals, ZoneId zone, Instant asOf, boolean tracked) {
        if (!tracked) {
            return new CallCard.Statistics(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    totals.calls(),
                    OptionalLong.empty(),
                    totals.callsInPeriod(),
                    OptionalLong.empty());
        }
        return new CallCard.Statistics(
                daysSince(totals.firstVisit(), asOf, zone),
                daysSince(totals.lastVisit(), asOf, zone),
                totals.calls(),
                OptionalLong.of(totals.sessions()),
                totals.callsInPeriod(),
                OptionalLong.of(totals.pageViewsInPeriod()));
    }

    private static OptionalLong daysSince(Optional<Instant> visit, Instant asOf, ZoneId zone) {
        return visit.map(start -> OptionalLong.of(days(start, asOf, zone))).orElse(OptionalLong.empty());
    }
}
