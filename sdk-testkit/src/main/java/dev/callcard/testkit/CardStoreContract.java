package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.agent;
import static dev.callcard.testkit.Reports.answered;
import static dev.callcard.testkit.Reports.incoming;
import static dev.callcard.testkit.Reports.missed;
import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.LATER;
import static dev.callcard.testkit.Tenant.NOON;
import static dev.callcard.testkit.Tenant.heartbeat;
import static dev.callcard.testkit.Tenant.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.card.CallCard;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.PageRequest;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import dev.callcard.visit.TopPage;
import dev.callcard.visit.VisitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link CardStore} does. */
public interface CardStoreContract extends StorageFixture {
    // ---- what there is

    @Test
    default void loadShouldGiveACallThatIsAlone() {
        Tenant tenant = Tenant.of(storage());
        Call call = tenant.call(missed("c1", "+442079460958", NOON));

        CardFacts card = tenant.card(call.id());

        assertThat(card.project()).isEqualTo(tenant.project());
        assertThat(card.call()).isEqualTo(call);
        assertThat(card.agentHasCall()).isFalse();
        assertThat(card.totals()).isEqualTo(new CardFacts.Totals(1, 1, 0, 0, Optional.empty(), Optional.empty()));
        assertThat(card.visits()).isEqualTo(CardFacts.Visits.NONE);
        assertThat(card.topPages()).isEmpty();
        assertThat(card.sessions().items()).isEmpty();
        assertThat(card.sessions().next()).isEmpty();
        assertThat(card.calls().items()).containsExactly(call);
        assertThat(card.calls().next()).isEmpty();
        assertThat(card.annotation()).isEqualTo(Annotation.NONE);
        assertThat(card.comments().items()).isEmpty();
        assertThat(card.recording()).isEmpty();
    }

    @Test
    default void loadShouldBeEmptyForUnknownIds() {
        Tenant tenant = Tenant.of(storage());

        assertThat(tenant.load(new CallId(UUID.randomUUID()), LATER, Optional.empty(), 50))
                .isEmpty();
        assertThat(tenant.load(new CustomerId(UUID.randomUUID()), LATER, Optional.empty()))
                .isEmpty();
    }

    @Test
    default void loadShouldBeEmptyInAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        Call call = tenant.call(answered("c1", "+442079460958", NOON));
        Tenant other = Tenant.of(storage());

        assertThat(other.load(call.id(), LATER, Optional.empty(), 50)).isEmpty();
        assertThat(other.load(call.customer(), LATER, Optional.empty())).isEmpty();
        assertThat(other.callPage(call.customer(), Optional.empty(), LATER, PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    default void loadShouldBeEmptyInAProjectThatDoesNotExist() {
        CallId call = Tenant.of(storage()).add(report("c1"));

        assertThat(storage()
                        .cards()
                        .load(new CardStore.Request(
                                Tenant.newId(), Optional.of(call), Optional.empty(), LATER, Optional.empty(), 50)))
                .isEmpty();
    }

    @Test
    default void loadShouldNotMixProjectsThatKnowTheSameNumberAndVisitor() {
        Tenant one = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        other.append(view("e1", "v1", NOON, "https://shop.example/"));
        other.callOf("v1", NOON);

        CallId call = one.callOf("v1", NOON);

        assertThat(one.card(call).totals())
                .isEqualTo(new CardFacts.Totals(1, 1, 0, 0, Optional.empty(), Optional.empty()));
        assertThat(one.card(call).visits()).isEqualTo(CardFacts.Visits.NONE);
        assertThat(one.sessions(call)).isEmpty();
        CustomerId ofOther = other.customer("+442079460958").orElseThrow();
        assertThat(one.sessionPage(ofOther, Optional.empty(), LATER, PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    default void loadShouldSeeSettingsAsTheyAreNow() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));

        tenant.change(NOON, settings -> settings.active(false));

        assertThat(tenant.card(call).project()).isEqualTo(tenant.project());
    }

    @Test
    default void loadShouldGiveSinceWhenAProjectIsNotActive() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(answered("c1", "+442079460958", NOON));
        tenant.card(call);

        tenant.change(NOON, settings -> settings.active(false));

        assertThat(tenant.card(call).project().inactiveSince()).contains(NOON);
        assertThat(tenant.card(call).project()).isEqualTo(tenant.project());
    }

    @Test
    default void loadShouldGiveAnnotationCommentsAndRecordingOfTheCallAtHand() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(answered("c1", "+442079460958", NOON));
        CallId other = tenant.add(answered("c2", "+442079460958", NOON));
        tenant.categorise(other, "spam");
        tenant.comment(other, "of the other", NOON);
        tenant.ready(other);
        tenant.categorise(call, "sale", "vip");
        Annotation annotation = tenant.rateCall(call, OptionalInt.of(5));
        var first = tenant.comment(call, "first", NOON);
        var second = tenant.comment(call, "second", NOON.plusSeconds(1));
        RecordingCatalog.Entry recording = tenant.ready(call);

        CardFacts card = tenant.card(call, NOON.minus(Duration.ofDays(1)));

        assertThat(card.annotation()).isEqualTo(annotation);
        assertThat(card.comments().items()).containsExactly(second, first);
        assertThat(card.recording()).contains(recording);
    }

    @Test
    default void loadShouldOfferThePageAfterEachList() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.callOf("v1", NOON);
        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/1"),
                view("e2", "v1", NOON.plus(Duration.ofHours(1)), "https://shop.example/2"),
                view("e3", "v1", NOON.plus(Duration.ofHours(2)), "https://shop.example/3"));
        CallId older = tenant.add(missed("c0", "+442079460958", NOON.minusSeconds(60)));
        CallId oldest = tenant.add(missed("c00", "+442079460958", NOON.minusSeconds(90)));
        tenant.comment(call, "1", NOON);
        tenant.comment(call, "2", NOON.plusSeconds(1));
        tenant.comment(call, "3", NOON.plusSeconds(2));

        CardFacts card = tenant.load(call, LATER, Optional.empty(), 2).orElseThrow();

        CustomerId customer = card.call().customer();
        assertThat(card.calls().items()).extracting(Call::id).containsExactly(call, older);
        assertThat(tenant.callPage(
                                customer,
                                Optional.empty(),
                                LATER,
                                new PageRequest(card.calls().next(), 2))
                        .items())
                .extracting(Call::id)
                .containsExactly(oldest);
        assertThat(card.sessions().items())
                .extracting(entry -> entry.session().landingPage())
                .containsExactly("https://shop.example/3", "https://shop.example/2");
        assertThat(tenant.sessionPage(
                                customer,
                                Optional.empty(),
                                LATER,
                                new PageRequest(card.sessions().next(), 2))
                        .items())
                .extracting(entry -> entry.session().landingPage())
                .containsExactly("https://shop.example/1");
        assertThat(card.comments().items()).hasSize(2);
        assertThat(storage()
                        .annotations()
                        .comments(
                                tenant.id(),
                                call,
                                new PageRequest(card.comments().next(), 2))
                        .items())
                .extracting(comment -> comment.content().text())
                .containsExactly("1");
    }

    // ---- which call is at hand

    @Test
    default void loadShouldTakeTheNewestCallOfACustomer() {
        Tenant tenant = Tenant.of(storage());
        Call older = tenant.call(missed("c1", "+442079460958", NOON));
        Call newest = tenant.call(missed("c2", "+442079460958", NOON.plusSeconds(60)));
        tenant.add(missed("c3", "+442079460111", NOON.plusSeconds(90)));

        assertThat(tenant.load(older.customer(), LATER, Optional.empty())
                        .orElseThrow()
                        .call())
                .isEqualTo(newest);
        assertThat(tenant.load(older.customer(), NOON.plusSeconds(59), Optional.empty())
                        .orElseThrow()
                        .call())
                .isEqualTo(older);
        assertThat(tenant.load(older.customer(), NOON, Optional.empty())
                        .orElseThrow()
                        .call())
                .as("asOf is inclusive")
                .isEqualTo(older);
        assertThat(tenant.load(older.customer(), NOON.minusNanos(1_000), Optional.empty()))
                .isEmpty();
    }

    @Test
    default void loadShouldTakeTheNewestCallOfTheAgent() {
        Tenant tenant = Tenant.of(storage());
        Call own = tenant.call(missed("c1", "+442079460958", NOON).agent(agent("a1")));
        tenant.add(missed("c2", "+442079460958", NOON.plusSeconds(60)).agent(agent("a2")));

        CardFacts card = tenant.load(own.customer(), LATER, Optional.of("a1")).orElseThrow();

        assertThat(card.call()).isEqualTo(own);
        assertThat(card.agentHasCall()).isTrue();
        assertThat(tenant.load(own.customer(), LATER, Optional.of("a3"))).isEmpty();
    }

    @Test
    default void loadShouldGiveACallThatStartsAfterTheInstant() {
        Tenant tenant = Tenant.of(storage());
        Call call = tenant.call(missed("c1", "+442079460958", NOON));

        CardFacts card = tenant.card(call.id(), NOON.minusNanos(1_000));

        assertThat(card.call()).isEqualTo(call);
        assertThat(card.calls().items()).isEmpty();
        assertThat(card.totals().calls()).isZero();
        assertThat(card.totals().callsInPeriod()).isZero();
    }

    // ---- agents

    @Test
    default void loadShouldListCallsOfTheAgentAndCountAll() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/"), heartbeat("e2", "v1", NOON.plusSeconds(120)));
        Call own = tenant.call(
                missed("c1", "+442079460958", NOON).agent(agent("a1")).visitorId("v1"));
        tenant.add(missed("c2", "+442079460958", NOON.plusSeconds(60)).agent(agent("a2")));
        tenant.add(missed("c3", "+442079460958", NOON.plusSeconds(90)));

        CardFacts card = tenant.load(own.id(), LATER, Optional.of("a1"), 50).orElseThrow();

        assertThat(card.agentHasCall()).isTrue();
        assertThat(card.totals().calls()).isEqualTo(3);
        assertThat(card.totals().callsInPeriod()).isEqualTo(3);
        assertThat(card.calls().items()).containsExactly(own);
        assertThat(card.sessions().items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.calls()).containsExactly(own));
        assertThat(tenant.callPage(own.customer(), Optional.of("a1"), LATER, PageRequest.first())
                        .items())
                .containsExactly(own);
        assertThat(tenant.sessionPage(own.customer(), Optional.of("a1"), LATER, PageRequest.first())
                        .items())
                .isEqualTo(card.sessions().items());
        assertThat(tenant.sessionPage(own.customer(), Optional.empty(), LATER, PageRequest.first())
                        .items()
                        .get(0)
                        .calls())
                .hasSize(3);
    }

    @Test
    default void loadShouldSayWhetherTheAgentHadAnyCall() {
        Tenant tenant = Tenant.of(storage());
        Call call = tenant.call(missed("c1", "+442079460958", NOON).agent(agent("a1")));
        tenant.add(missed("c2", "+442079460958", NOON.plusSeconds(60)).agent(agent("a2")));

        assertThat(tenant.load(call.id(), LATER, Optional.of("a2"), 50)
                        .orElseThrow()
                        .agentHasCall())
                .isTrue();
        assertThat(tenant.load(call.id(), NOON, Optional.of("a2"), 50)
                        .orElseThrow()
                        .agentHasCall())
                .as("access does not depend on the instant that is looked at")
                .isTrue();
        assertThat(tenant.load(call.id(), LATER, Optional.of("A1"), 50)
                        .orElseThrow()
                        .agentHasCall())
                .isFalse();
    }

    // ---- totals

    @Test
    default void totalsShouldCountCallsOfThePeriod() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(missed("now", "+442079460958", NOON));
        tenant.add(missed("out", "+442079460958", NOON.minusSeconds(60))
                .type(Call.Type.OUTBOUND)
                .customerNumber("+442079460958"));
        tenant.add(missed("first", "+442079460958", NOON.minus(CardStore.PERIOD).plusNanos(1_000)));
        tenant.add(missed("too old", "+442079460958", NOON.minus(CardStore.PERIOD)));
        tenant.add(missed("to come", "+442079460958", NOON.plusNanos(1_000)));

        CardFacts.Totals totals = tenant.card(call, NOON).totals();

        assertThat(totals.calls()).isEqualTo(4);
        assertThat(totals.callsInPeriod()).isEqualTo(3);
    }

    @Test
    default void totalsShouldCountPageViewsOfThePeriod() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.callOf("v1", NOON);
        Instant begin = NOON.minus(CardStore.PERIOD);
        tenant.append(
                view("e1", "v1", begin, "https://shop.example/too-old"),
                view("e2", "v1", begin.plusNanos(1_000), "https://shop.example/first"),
                heartbeat("e3", "v1", begin.plusNanos(2_000)),
                view("e4", "v1", NOON, "https://shop.example/last"),
                view("e5", "v1", NOON.plusNanos(1_000), "https://shop.example/to-come"),
                view("e6", "v1", NOON.plusSeconds(7_200), "https://shop.example/later-session"));

        CardFacts card = tenant.card(call, NOON);

        assertThat(card.totals().sessions()).isEqualTo(2);
        assertThat(card.totals().pageViewsInPeriod()).isEqualTo(2);
        assertThat(card.totals().firstVisit()).contains(begin);
        assertThat(card.totals().lastVisit()).contains(NOON);
        assertThat(card.topPages())
                .extracting(TopPage::url)
                .containsExactly("https://shop.example/first", "https://shop.example/last");
        assertThat(card.sessions().items().get(0).session().pages())
                .as("a session is shown whole")
                .hasSize(2);
    }

    // ---- joins

    @Test
    default void visitsShouldAppearWithTheirPastWhenACallNamesTheVisitor() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON.minus(Duration.ofDays(100)), "https://shop.example/?utm_source=news"),
                view("e2", "v1", NOON, "https://shop.example/"));
        CallId call = tenant.add(answered("c1", "+442079460958", NOON.plusSeconds(60)));
        assertThat(tenant.card(call).totals().sessions()).isZero();

        tenant.add(report("c1").visitorId("v1"));

        CardFacts card = tenant.card(call);
        assertThat(card.totals().sessions()).isEqualTo(2);
        assertThat(card.totals().pageViewsInPeriod()).isEqualTo(1);
        assertThat(card.totals().firstVisit()).contains(NOON.minus(Duration.ofDays(100)));
        assertThat(card.visits().ofCaller().map(Session::startedAt)).contains(NOON);
        assertThat(card.visits().firstTouch().flatMap(Source::source)).contains("news");
    }

    @Test
    default void visitsShouldGrowWhileTheVisitorGoesOn() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.callOf("v1", NOON);
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1"));

        tenant.append(view("e2", "v1", NOON.plusSeconds(60), "https://shop.example/2"));

        assertThat(tenant.card(call).totals().pageViewsInPeriod()).isEqualTo(2);
        assertThat(tenant.card(call).visits().ofCaller().map(Session::pageCount))
                .contains(2);
    }

    @Test
    default void visitsShouldBelongToBothNumbersThatAVisitorCalledFrom() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/"));

        CallId one = tenant.add(answered("c1", "+442079460958", NOON).visitorId("v1"));
        CallId other = tenant.add(answered("c2", "+442079460111", NOON).visitorId("v1"));

        assertThat(tenant.card(one).totals().sessions()).isEqualTo(1);
        assertThat(tenant.card(other).totals().sessions()).isEqualTo(1);
        assertThat(tenant.card(other).totals().calls()).isEqualTo(1);
        assertThat(tenant.card(other).sessions().items().get(0).calls())
                .extracting(Call::id)
                .containsExactly(other);
    }

    @Test
    default void visitsShouldBeThoseOfAllVisitorsOfANumber() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/1"),
                view("e2", "v2", NOON.plusSeconds(60), "https://shop.example/2"),
                view("e3", "v3", NOON.plusSeconds(90), "https://shop.example/3"));
        CallId one = tenant.add(
                answered("c1", "+442079460958", NOON.plusSeconds(100)).visitorId("v1"));
        tenant.add(answered("c2", "+442079460958", NOON.plusSeconds(200)).visitorId("v2"));

        CardFacts card = tenant.card(one);

        assertThat(card.totals().sessions()).isEqualTo(2);
        assertThat(card.sessions().items())
                .extracting(entry -> entry.session().landingPage())
                .containsExactly("https://shop.example/2", "https://shop.example/1");
        assertThat(card.visits().ofCaller().map(Session::landingPage)).contains("https://shop.example/1");
        assertThat(card.visits().latest().map(Session::landingPage)).contains("https://shop.example/2");
    }

    @Test
    default void visitsShouldBeCountedOnceWhenManyCallsNameTheVisitor() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/"));

        CallId call = tenant.add(answered("c1", "+442079460958", NOON).visitorId("v1"));
        tenant.add(answered("c2", "+442079460958", NOON.plusSeconds(60)).visitorId("v1"));

        assertThat(tenant.card(call).totals().sessions()).isEqualTo(1);
        assertThat(tenant.card(call).totals().pageViewsInPeriod()).isEqualTo(1);
    }

    @Test
    default void visitsShouldLeaveWhenTheOnlyCallThatNamesTheVisitorNamesAnother() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/1"), view("e2", "v2", NOON, "https://shop.example/2"));
        CallId call =
                tenant.add(incoming("c1", "+442079460958", NOON.plusSeconds(60)).visitorId("v1"));
        assertThat(tenant.card(call).visits().ofCaller().map(Session::landingPage))
                .contains("https://shop.example/1");

        tenant.add(report("c1").visitorId("v2").outcome(Outcome.ANSWERED));

        assertThat(tenant.card(call).totals().sessions()).isEqualTo(1);
        assertThat(tenant.sessions(call)).extracting(Session::landingPage).containsExactly("https://shop.example/2");
        assertThat(tenant.card(call).visits().ofCaller().map(Session::landingPage))
                .contains("https://shop.example/2");
    }

    @Test
    default void visitsShouldStayWhileAnotherCallNamesTheVisitor() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/1"));
        CallId call =
                tenant.add(incoming("c1", "+442079460958", NOON.plusSeconds(60)).visitorId("v1"));
        tenant.add(incoming("c2", "+442079460958", NOON.plusSeconds(90)).visitorId("v1"));

        tenant.add(report("c1").visitorId("v2").outcome(Outcome.ANSWERED));

        assertThat(tenant.card(call).totals().sessions()).isEqualTo(1);
        assertThat(tenant.card(call).visits().ofCaller()).isEmpty();
    }

    @Test
    default void visitsShouldFollowACallToAnotherCustomer() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/1"));
        CallId stays = tenant.add(incoming("c0", "+442079460958", NOON));
        CallId moves =
                tenant.add(incoming("c1", "+442079460958", NOON.plusSeconds(60)).visitorId("v1"));
        assertThat(tenant.card(stays).totals().sessions()).isEqualTo(1);

        tenant.add(report("c1").customerNumber("+442079460111"));

        assertThat(tenant.card(stays).totals().sessions()).isZero();
        assertThat(tenant.card(stays).totals().firstVisit()).isEmpty();
        assertThat(tenant.card(moves).totals().sessions()).isEqualTo(1);
    }

    @Test
    default void visitsShouldBelongToAnAnonymousCallToo() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/1"));

        CallId call = tenant.add(answered("c1", "anonymous", NOON).visitorId("v1"));

        assertThat(tenant.card(call).totals().sessions()).isEqualTo(1);
    }

    // ---- touches

    @Test
    default void visitsShouldTellTouchesByTheCallsStart() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON.minus(Duration.ofDays(9)), "https://shop.example/1?utm_source=first"),
                view("e2", "v1", NOON.minus(Duration.ofDays(5)), "https://shop.example/2?utm_source=paid"),
                view("e3", "v1", NOON, "https://shop.example/3"),
                view("e4", "v1", NOON.plus(Duration.ofDays(1)), "https://shop.example/4?utm_source=after"));

        CardFacts.Visits visits = tenant.card(tenant.callOf("v1", NOON)).visits();

        assertThat(visits.ofCaller().map(Session::landingPage)).contains("https://shop.example/3");
        assertThat(visits.beforeThat().map(Session::landingPage)).contains("https://shop.example/2");
        assertThat(visits.latest().map(Session::landingPage)).contains("https://shop.example/4");
        assertThat(visits.firstTouch().flatMap(Source::source)).contains("first");
        assertThat(visits.lastTouch()).contains(Source.DIRECT);
        assertThat(visits.lastNonDirect().flatMap(Source::source)).contains("paid");
    }

    @Test
    default void visitsShouldLeaveOutWhatStartsAfterTheInstant() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON.minus(Duration.ofDays(9)), "https://shop.example/1?utm_source=first"),
                view("e2", "v1", NOON.minus(Duration.ofDays(5)), "https://shop.example/2?utm_source=paid"),
                view("e3", "v1", NOON, "https://shop.example/3"));
        CallId call = tenant.callOf("v1", NOON);

        CardFacts card = tenant.card(call, NOON.minus(Duration.ofDays(6)));

        assertThat(card.totals().sessions()).isEqualTo(1);
        assertThat(card.visits().ofCaller().map(Session::landingPage)).contains("https://shop.example/1");
        assertThat(card.visits().beforeThat()).isEmpty();
        assertThat(card.visits().latest().map(Session::landingPage)).contains("https://shop.example/1");
        assertThat(card.visits().lastTouch().flatMap(Source::source)).contains("first");
        assertThat(card.visits().lastNonDirect().flatMap(Source::source)).contains("first");
        assertThat(tenant.card(call, NOON.minus(Duration.ofDays(10))).visits()).isEqualTo(CardFacts.Visits.NONE);
    }

    @Test
    default void visitsShouldNameTheSessionBeforeOfAnyVisitorOfTheCustomer() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view("e1", "v1", NOON.minus(Duration.ofDays(9)), "https://shop.example/1"),
                view("e2", "v2", NOON.minus(Duration.ofDays(5)), "https://shop.example/2"),
                view("e3", "v1", NOON, "https://shop.example/3"));
        tenant.add(answered("c0", "+442079460958", NOON).visitorId("v2"));
        CallId call = tenant.add(answered("c1", "+442079460958", NOON).visitorId("v1"));

        assertThat(tenant.card(call).visits().beforeThat().map(Session::landingPage))
                .contains("https://shop.example/2");
    }

    @Test
    default void visitsShouldNameNoSessionOfTheCallerWithoutAVisitor() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON.minusSeconds(60), "https://shop.example/1?utm_source=first"));
        tenant.callOf("v1", NOON.minusSeconds(30));

        CardFacts.Visits visits =
                tenant.card(tenant.add(missed("c2", "+442079460958", NOON))).visits();

        assertThat(visits.ofCaller()).isEmpty();
        assertThat(visits.beforeThat()).isEmpty();
        assertThat(visits.latest()).isPresent();
        assertThat(visits.firstTouch().flatMap(Source::source)).contains("first");
    }

    @Test
    default void visitsShouldLookBackHalfAYearForALastSourceThatIsNotDirect() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(
                view(
                        "e1",
                        "v1",
                        NOON.minus(CardStore.LOOK_BACK).minusSeconds(1),
                        "https://shop.example/1?utm_source=old"),
                view("e2", "v1", NOON, "https://shop.example/2"));
        CallId call = tenant.callOf("v1", NOON);
        assertThat(tenant.card(call).visits().lastNonDirect()).isEmpty();
        assertThat(tenant.card(call).visits().firstTouch().flatMap(Source::source))
                .contains("old");

        tenant.append(view(
                "e3", "v1", NOON.minus(CardStore.LOOK_BACK).plusSeconds(1), "https://shop.example/3?utm_source=new"));

        assertThat(tenant.card(call).visits().lastNonDirect().flatMap(Source::source))
                .contains("new");
    }

    // ---- top pages

    @Test
    default void topPagesShouldBeFiveByTimeThenViewsThenUrl() {
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = new ArrayList<>();
        // Each page is looked at in a session of its own, so that its time is that of its heartbeat.
        visit(events, "most", 0, 60);
        visit(events, "more-views", 1, 20);
        visit(events, "more-views", 2, 20);
        visit(events, "less-views", 3, 40);
        visit(events, "b", 4, 30);
        visit(events, "a", 5, 30);
        visit(events, "B", 6, 30);
        visit(events, "too-short", 7, 29);
        visit(events, "unknown", 8, 0);
        tenant.append(events);

        List<TopPage> pages = tenant.card(tenant.callOf("v1", NOON)).topPages();

        assertThat(pages)
                .extracting(page -> page.url().substring("https://shop.example/".length()))
                .containsExactly("most", "more-views", "less-views", "B", "a");
        assertThat(pages.get(1).views()).isEqualTo(2);
        assertThat(pages.get(1).time()).contains(Duration.ofSeconds(40));
    }

    @Test
    default void topPagesShouldNotTakeUnknownTimeForZero() {
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = new ArrayList<>();
        visit(events, "known", 0, 10);
        visit(events, "known", 1, 0);
        visit(events, "unknown", 2, 0);
        tenant.append(events);

        List<TopPage> pages = tenant.card(tenant.callOf("v1", NOON)).topPages();

        assertThat(pages)
                .containsExactly(
                        new TopPage(
                                "https://shop.example/known",
                                Optional.of("known at 1"),
                                Optional.of(Duration.ofSeconds(10)),
                                2,
                                1),
                        new TopPage(
                                "https://shop.example/unknown", Optional.of("unknown at 2"), Optional.empty(), 1, 1));
    }

    @Test
    default void topPagesShouldTellUrlsApartExactlyAndPutTrackingAside() {
        Tenant tenant = Tenant.of(storage());
        String longest = "https://shop.example/" + "\u044f".repeat(1_003);
        tenant.append(
                view("e1", "v1", NOON, "https://shop.example/a?utm_source=x#top"),
                view("e2", "v1", NOON.plusSeconds(10), "https://shop.example/A"),
                view("e3", "v1", NOON.plusSeconds(30), "https://shop.example/a"),
                view("e4", "v1", NOON.plusSeconds(60), longest + "1"),
                view("e5", "v1", NOON.plusSeconds(100), "https://shop.example/a "));

        List<TopPage> pages = tenant.card(tenant.callOf("v1", NOON)).topPages();

        assertThat(pages)
                .extracting(TopPage::url)
                .containsExactly(
                        "https://shop.example/a", longest, "https://shop.example/A", "https://shop.example/a ");
        assertThat(pages.get(0).time()).contains(Duration.ofSeconds(40));
    }

    // ---- lists

    @Test
    default void callsShouldBeNewestFirstAndTheGreaterIdFirstAtOneInstant() {
        Tenant tenant = Tenant.of(storage());
        List<CallId> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(tenant.add(missed("c" + i, "+442079460958", NOON.plusSeconds(i % 4))));
        }
        CustomerId customer = tenant.call(ids.get(0)).customer();

        List<Call> calls = Tenant.all(3, page -> tenant.callPage(customer, Optional.empty(), LATER, page));

        assertThat(calls).hasSize(25).doesNotHaveDuplicates();
        assertThat(calls)
                .isSortedAccordingTo(
                        Comparator.comparing((Call call) -> call.facts().times().startedAt())
                                .thenComparing(call -> call.id().toString())
                                .reversed());
    }

    @Test
    default void callsShouldEndWithoutAnEmptyPage() {
        Tenant tenant = Tenant.of(storage());
        Call call = tenant.call(missed("c1", "+442079460958", NOON));
        tenant.add(missed("c2", "+442079460958", NOON));

        assertThat(tenant.callPage(call.customer(), Optional.empty(), LATER, PageRequest.first(2))
                        .next())
                .isEmpty();
        assertThat(tenant.callPage(call.customer(), Optional.empty(), LATER, PageRequest.first(1))
                        .next())
                .isPresent();
    }

    @Test
    default void callsShouldLeaveOutWhatStartsAfterTheInstant() {
        Tenant tenant = Tenant.of(storage());
        Call call = tenant.call(missed("c1", "+442079460958", NOON));
        tenant.add(missed("c2", "+442079460958", NOON.plusNanos(1_000)));

        assertThat(tenant.callPage(call.customer(), Optional.empty(), NOON, PageRequest.first())
                        .items())
                .containsExactly(call);
    }

    @Test
    default void callsShouldStayRightWhileCallsAreAdded() {
        Tenant tenant = Tenant.of(storage());
        Call newest = tenant.call(missed("c2", "+442079460958", NOON));
        Call oldest = tenant.call(missed("c1", "+442079460958", NOON.minusSeconds(60)));
        var first = tenant.callPage(newest.customer(), Optional.empty(), LATER, PageRequest.first(1));

        tenant.add(missed("c3", "+442079460958", NOON.plusSeconds(60)));

        assertThat(first.items()).containsExactly(newest);
        assertThat(tenant.callPage(newest.customer(), Optional.empty(), LATER, new PageRequest(first.next(), 1))
                        .items())
                .containsExactly(oldest);
    }

    @Test
    default void callsShouldRefuseACursorThatIsNone() {
        Tenant tenant = Tenant.of(storage());
        CustomerId customer = tenant.call(missed("c1", "+442079460958", NOON)).customer();
        PageRequest nonsense = new PageRequest(Optional.of("nonsense"), 10);

        assertThatThrownBy(() -> tenant.callPage(customer, Optional.empty(), LATER, nonsense))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> tenant.sessionPage(customer, Optional.empty(), LATER, nonsense))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void callsShouldBeEmptyForUnknownCustomer() {
        Tenant tenant = Tenant.of(storage());
        CustomerId nobody = new CustomerId(UUID.randomUUID());

        assertThat(tenant.callPage(nobody, Optional.empty(), LATER, PageRequest.first())
                        .items())
                .isEmpty();
        assertThat(tenant.sessionPage(nobody, Optional.empty(), LATER, PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    default void sessionsShouldBeNewestFirstAndTheGreaterIdFirstAtOneInstant() {
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = new ArrayList<>();
        CallId call = tenant.callOf("v0", NOON);
        for (int i = 0; i < 25; i++) {
            events.add(view("e" + i, "v" + i, NOON.plusSeconds(i % 4), "https://shop.example/"));
            tenant.add(missed("c" + i, "+442079460958", NOON).visitorId("v" + i));
        }
        tenant.append(events);

        List<Session> sessions = tenant.sessions(call);

        assertThat(sessions).hasSize(25).doesNotHaveDuplicates();
        assertThat(sessions)
                .isSortedAccordingTo(Comparator.comparing(Session::startedAt)
                        .thenComparing(session -> session.id().toString())
                        .reversed());
    }

    @Test
    default void sessionsShouldHaveTheCallsThatStartedWhileTheyWereAlive() {
        Tenant tenant = Tenant.of(storage());
        Instant end = NOON.plusSeconds(60).plus(Duration.ofMinutes(30));
        CallId before =
                tenant.add(missed("c1", "+442079460958", NOON.minusNanos(1_000)).visitorId("v1"));
        CallId first = tenant.add(missed("c2", "+442079460958", NOON));
        CallId last = tenant.add(missed("c3", "+442079460958", end.minusNanos(1_000)));
        CallId after = tenant.add(missed("c4", "+442079460958", end));
        tenant.add(missed("c5", "+442079460111", NOON));

        tenant.append(view("e1", "v1", NOON, "https://shop.example/"), heartbeat("e2", "v1", NOON.plusSeconds(60)));

        assertThat(tenant.card(before).sessions().items())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.calls()).extracting(Call::id).containsExactly(first, last));
        assertThat(tenant.card(before, NOON).sessions().items())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.calls()).extracting(Call::id).containsExactly(first));
        assertThat(tenant.call(after).facts().times().startedAt()).isEqualTo(end);
    }

    @Test
    default void sessionsShouldHaveTwentyCallsAtTheMostOldestFirst() {
        Tenant tenant = Tenant.of(storage());
        tenant.append(view("e1", "v1", NOON, "https://shop.example/"));
        CallId call = tenant.callOf("v1", NOON);
        for (int i = 1; i < 30; i++) {
            tenant.add(missed("c" + i, "+442079460958", NOON.plusSeconds(30 - i)));
        }

        assertThat(tenant.card(call).sessions().items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.calls())
                        .hasSize(CallCard.SessionEntry.MAX_CALLS)
                        .isSortedAccordingTo(
                                Comparator.comparing(one -> one.facts().times().startedAt()))
                        .first()
                        .extracting(Call::id)
                        .isEqualTo(call));
    }

    @Test
    default void sessionsShouldHaveTheirFirstTwentyPages() {
        Tenant tenant = Tenant.of(storage());
        List<VisitEvent> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(view("e" + i, "v1", NOON.plusSeconds(i), "https://shop.example/" + i)
                    .withTitle("Page " + i));
        }
        tenant.append(events);
        CallId call = tenant.callOf("v1", NOON.plusSeconds(60));

        CardFacts card = tenant.card(call);

        Session session = card.sessions().items().get(0).session();
        assertThat(session.pageCount()).isEqualTo(30);
        assertThat(session.pages()).hasSize(CallCard.SessionEntry.MAX_PAGES);
        assertThat(session.pages().get(19))
                .isEqualTo(new Session.PageView(
                        "https://shop.example/19",
                        Optional.of("Page 19"),
                        NOON.plusSeconds(19),
                        Optional.of(Duration.ofSeconds(1))));
        assertThat(card.visits().ofCaller()).contains(session);
        assertThat(card.visits().latest()).contains(session);
        assertThat(card.totals().pageViewsInPeriod()).isEqualTo(30);
    }

    /** A session of one page, {@code seconds} long or of unknown time if 0. */
    private static void visit(List<VisitEvent> events, String page, int number, int seconds) {
        Instant at = NOON.minus(Duration.ofDays(15)).plus(Duration.ofHours(2L * number));
        events.add(view("e" + number, "v1", at, "https://shop.example/" + page).withTitle(page + " at " + number));
        if (seconds > 0) {
            events.add(heartbeat("h" + number, "v1", at.plusSeconds(seconds)));
        }
    }
}
