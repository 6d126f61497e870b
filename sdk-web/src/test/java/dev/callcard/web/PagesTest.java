package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.crm.HostContacts;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final String LOG = "/northgate-windows/";
    private static World world;
    private static String call;
    private static String card;

    @BeforeAll
    static void start() {
        world = World.start();
        call = Samples.call(world);
        Samples.recording(world, call, 10_000);
        Samples.report(world, "others", "21", "2026-11-01T10:00:00Z");
        card = LOG + "calls/" + call;
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void cardShouldHaveEverySectionInItsOrder() {
        Dom page = Dom.parse(world.supervisor().get(card).is(200).text());
        assertThat(page.values("aria-labelledby"))
                .containsExactly(
                        "audio-title",
                        "share-title",
                        "delete-title",
                        "details-title",
                        "annotation-title",
                        "visit-title",
                        "client-title",
                        "statistics-title",
                        "last-visit-title",
                        "top-pages-title",
                        "sessions-title",
                        "calls-title");
        assertThat(page.text())
                .contains(
                        "Audio",
                        "Call details",
                        "Comments and categories",
                        "Visit",
                        "Client",
                        "Statistics",
                        "Last visit",
                        "Top 5 pages in the last 30 days",
                        "Sessions history",
                        "Calls history",
                        "20 Nov 2026,",
                        "3:02",
                        "0:07",
                        "autumn-offer",
                        "www.northgate.example/sash-windows",
                        "Days since first visit",
                        "iOS 19",
                        "Mobile Safari 19",
                        "London, England, GB",
                        "2 views, 1 of unknown time");
    }

    @Test
    void agentShouldSeeLessThanSupervisor() {
        Dom supervisor = Dom.parse(world.supervisor().get(card).is(200).text());
        Dom agent = Dom.parse(world.agent().get(card).is(200).text());
        assertThat(supervisor.values("data-name")).contains("managerRating", "callRating");
        assertThat(supervisor.values("class")).contains("key");
        assertThat(agent.values("class")).doesNotContain("key", "chip choice");
        assertThat(agent.hasId("comment")).isTrue();
        assertThat(agent.hasId("player")).isTrue();
        assertThat(agent.text()).contains("Your own calls with this customer", "Not rated.");
        String log = world.agent().get(LOG).is(200).text();
        assertThat(Dom.parse(log).text()).contains("your own calls only");
        assertThat(log).contains(call).doesNotContain("Tom Reid").contains("<audio");
        assertThat(world.supervisor().get(LOG).text().split("<tr>", -1))
                .hasSizeGreaterThan(log.split("<tr>", -1).length);
    }

    @Test
    void onlyThoseWhoMayShouldBeOfferedExportHoldAndErasure() {
        Dom admin = Dom.parse(world.admin().get(card).is(200).text());
        assertThat(admin.hasId("privacy")).isTrue();
        assertThat(List.of("place-hold", "erase-customer", "hold-dialog", "erase-dialog"))
                .allMatch(admin::hasId);
        assertThat(admin.values("href")).anyMatch(href -> href.matches("/callcard/api/v1/.*/customers/[^/]+/export"));
        assertThat(admin.text()).contains("Type ERASE to confirm");
        for (Api other : List.of(world.supervisor(), world.agent())) {
            String page = other.get(card).is(200).text();
            assertThat(Dom.parse(page).hasId("privacy")).isFalse();
            assertThat(page).doesNotContain("Legal hold", "legal hold", "/export\"", "rase");
        }
    }

    @Test
    void legalHoldShouldBeSeenByThoseWhoMayLiftIt() {
        try (World held = World.start()) {
            String path = LOG + "calls/" + Samples.call(held);
            String customer = held.admin()
                    .get("/api/v1/projects" + path)
                    .json()
                    .get("customerId")
                    .asText();
            held.admin()
                    .json(
                            "PUT",
                            World.API + "/customers/" + customer + "/legal-hold",
                            "{\"reason\": \"<img src=x> file 7\"}")
                    .is(200);
            Dom page = Dom.parse(held.admin().get(path).is(200).text());
            assertThat(page.values("href")).contains("#privacy");
            assertThat(page.text())
                    .contains("Under legal hold", "23 Nov 2026,", "Ada Holm", "Reason: ", "<img src=x> file 7");
            assertThat(page.hasId("release-hold")).isTrue();
            assertThat(page.hasId("erase-customer")).isFalse();
            assertThat(held.supervisor().get(path).is(200).text()).doesNotContain("Ada Holm", "file 7");
        }
    }

    @Test
    void agentShouldNotBeOfferedTheRecordingOfOthers() {
        String others = Samples.report(world, "others-2", "21", "2026-10-01T10:00:00Z");
        Samples.recording(world, others, 1_000);
        Dom agent = Dom.parse(world.agent().get(LOG + "calls/" + others).is(200).text());
        assertThat(agent.hasId("player")).isFalse();
        assertThat(agent.text()).contains("You may not listen to it.").doesNotContain("Download");
    }

    @Test
    void contactShouldLeadIntoTheHost() {
        Dom page = Dom.parse(world.agent().get(card).is(200).text());
        assertThat(page.values("href")).contains("/crm/contacts/3071");
        assertThat(page.text()).contains("Rosalind Carter", "Priya Shah");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example",
                "/\\evil.example",
                "JaVaScRiPt:1",
                " http://a"
            })
    void contactWithAStrangeAddressShouldBeNoLink(String url) {
        try (World strange = World.start(setup -> setup.contacts((viewer, project, number) ->
                List.of(new HostContacts.Contact("1", "Mallory", Optional.empty(), Optional.of(url)))))) {
            String id = Samples.call(strange);
            Dom page =
                    Dom.parse(strange.agent().get(LOG + "calls/" + id).is(200).text());
            assertThat(page.text()).contains("Mallory");
            assertThat(page.values("href")).doesNotContain(url);
        }
    }

    @Test
    void projectWithoutSessionsShouldSayWhyInEachSection() {
        String id = world.integration()
                .json(
                        "POST",
                        "/api/v1/projects/quiet/calls",
                        "{\"provider\": \"a\", \"providerCallId\": \"b\", \"caller\": \"anonymous\"}")
                .is(200)
                .json()
                .at("/results/0/id")
                .asText();
        Dom page = Dom.parse(world.admin().get("/quiet/calls/" + id).is(200).text());
        assertThat(page.text().split("Session-based call tracking is switched off", -1))
                .hasSize(6);
        assertThat(page.text()).contains("Number withheld", "—");
        assertThat(page.values("title")).contains("The caller withheld the number, so this call stands alone.");
        assertThat(Dom.parse(world.admin().get("/quiet/").is(200).text()).text())
                .contains("Number");
    }

    @Test
    void emptyLogShouldTeach() {
        try (World empty = World.start()) {
            assertThat(Dom.parse(empty.admin().get(LOG).is(200).text()).text()).contains("No calls yet.");
        }
        assertThat(Dom.parse(world.admin().get(LOG + "?agent=nobody").is(200).text())
                        .text())
                .contains("No call fits these filters.");
    }

    @Test
    void formShouldKeepWhatWasTypedAndSayWhatIsWrong() {
        Api.Answer answer = world.supervisor().get(LOG + "?rating=9&agent=17&outcome=BUSY&outcome=ANSWERED");
        Dom page = Dom.parse(answer.is(422).text());
        assertThat(page.text()).contains("Rating: must be 1 to 5.", "Answered, Busy");
        assertThat(page.byId("f-agent").attributes()).containsEntry("value", "17");
        world.integration().get(LOG + "?rating=9").is(403);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-11-20&to=2026-11-20, 1",
        "from=2026-11-21, 0",
        "to=2026-11-19, 1",
        "type=INBOUND&outcome=ANSWERED&hasRecording=true, 1",
        "number=020+7946+0958&from=2026-11-20, 1"
    })
    void filtersOfTheFormShouldHold(String query, int rows) {
        try (World fresh = World.start()) {
            Samples.recording(fresh, Samples.call(fresh), 1_000);
            Samples.report(fresh, "b", "21", "2026-11-01T10:00:00Z");
            String page = fresh.supervisor().get(LOG + "?" + query).is(200).text();
            assertThat(page.split("<td data-name=\"Date\">", -1)).hasSize(rows + 1);
        }
    }

    @Test
    void longListsShouldGoOn() {
        try (World fresh = World.start()) {
            String first = Samples.call(fresh);
            for (int i = 0; i < 60; i++) {
                Samples.report(fresh, "n" + i, "17", "2026-10-01T10:%02d:00Z".formatted(i % 60));
            }
            String log = follow(fresh, LOG + "?agent=17&limit=50", "cursor=");
            assertThat(log).contains("value=\"17\"", "data-name=\"Date\"");
            String cardPage = LOG + "calls/" + first;
            String older = follow(fresh, cardPage, "calls=");
            assertThat(older.split("data-name=\"Date\"", -1)).hasSize(12);
            assertThat(older).contains("Newest calls");
        }
    }

    private static String follow(World world, String path, String mark) {
        String link = Dom.parse(world.supervisor().get(path).is(200).text()).values("href").stream()
                .filter(href -> href.contains(mark))
                .findFirst()
                .orElseThrow();
        String next = link.startsWith("?") ? LOG + link : link.substring(World.BASE.length());
        return world.supervisor().get(next.replaceAll("#.*", "")).is(200).text();
    }

    @Test
    void cardShouldOfferBothInstants() {
        Dom now = Dom.parse(world.agent().get(card).is(200).text());
        assertThat(now.values("href")).contains(World.BASE + card + "?asOf=call");
        Dom then = Dom.parse(world.agent().get(card + "?asOf=call").is(200).text());
        assertThat(then.text()).contains("Show as of now");
        world.agent().get(card + "?asOf=nonsense").is(422);
    }

    @Test
    void customerShouldLeadToTheNewestCard() {
        String customer = world.admin()
                .get(World.API + "/calls/" + call)
                .json()
                .get("customerId")
                .asText();
        assertThat(Dom.parse(world.agent()
                                .get(LOG + "customers/" + customer)
                                .is(200)
                                .text())
                        .byId("annotation")
                        .attributes())
                .containsEntry("data-api", World.BASE + World.API + "/calls/" + call);
    }

    @Test
    void startShouldLeadToTheProjects() {
        assertThat(Dom.parse(world.admin().get("/").is(200).text()).values("href"))
                .contains("/callcard/northgate-windows/", "/callcard/quiet/");
        assertThat(world.foreigner().get("/").is(302).header("Location")).contains("/callcard/other/");
        assertThat(Dom.parse(world.stranger().as("lost").get("/").is(200).text())
                        .text())
                .contains("You belong to no project yet.");
        assertThat(world.admin().get("").is(302).header("Location")).contains("/callcard/");
        assertThat(world.admin().get("/northgate-windows?agent=17").is(302).header("Location"))
                .contains("/callcard/northgate-windows/?agent=17");
    }

    @Test
    void linksShouldGoByWhereTheHostMountsThePlugin() {
        try (World mounted = World.start(setup -> setup.contextPath("/crm"))) {
            String id = Samples.call(mounted);
            Dom page =
                    Dom.parse(mounted.agent().get(LOG + "calls/" + id).is(200).text());
            assertThat(page.values("href"))
                    .filteredOn(href -> href.startsWith("/") && !href.equals("/crm/contacts/3071"))
                    .isNotEmpty()
                    .allMatch(href -> href.startsWith("/crm/callcard/"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stranger, /northgate-windows/, 401",
        "foreigner, /northgate-windows/, 404",
        "supervisor, /no-such-project/, 404",
        "supervisor, /northgate-windows/calls/x, 404",
        "supervisor, /northgate-windows/nothing, 404",
        "integration, /northgate-windows/, 403",
        "stranger, /, 401"
    })
    void problemShouldBeAReadablePage(String user, String path, int status) {
        Api.Answer answer = world.stranger().as(user).get(path).is(status);
        assertThat(type(answer)).isEqualTo("text/html;charset=utf-8");
        assertThat(Dom.parse(answer.text()).text()).contains("Error " + status);
        assertThat(answer.header("Content-Security-Policy")).isPresent();
    }

    @Test
    void pageShouldRefuseToBeChanged() {
        Api.Answer answer = world.supervisor().send("POST", card, BodyPublishers.ofString("text=a"));
        assertThat(answer.is(405).header("Allow")).contains("GET, HEAD");
    }

    @Test
    void pagesShouldBeStrictAboutWhatTheyLoad() {
        WebOptions options = WebOptions.builder()
                .frameAncestors(List.of("'self'", "https://crm.example.com"))
                .build();
        try (World framed = World.start(setup -> setup.options(options))) {
            Api.Answer answer = framed.supervisor().get(LOG).is(200);
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                            + " frame-ancestors 'self' https://crm.example.com");
            assertThat(answer.header("Referrer-Policy")).contains("same-origin");
            assertThat(answer.header("Cache-Control")).contains("private, no-store");
            assertThat(answer.header("X-Frame-Options")).isEmpty();
        }
    }

    @Test
    void assetsShouldBeKeptAsLongAsTheyAreTheSame() {
        Dom page = Dom.parse(world.supervisor().get(LOG).text());
        String css = page.values("href").stream()
                .filter(href -> href.contains(".css"))
                .findFirst()
                .orElseThrow()
                .substring(World.BASE.length());
        Api.Answer named = world.stranger().get(css).is(200);
        assertThat(named.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(type(named)).isEqualTo("text/css;charset=utf-8");
        Api.Answer bare = world.stranger().get("/assets/callcard.js").is(200);
        assertThat(bare.header("Cache-Control")).contains("no-cache");
        assertThat(type(bare)).isEqualTo("text/javascript;charset=utf-8");
        assertThat(bare.text()).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write");
        world.stranger()
                .with("If-None-Match", bare.header("ETag").orElseThrow())
                .get("/assets/callcard.js")
                .is(304);
        world.stranger().get("/assets/other.js").is(401);
    }

    private static String type(Api.Answer answer) {
        return answer.header("Content-Type").orElseThrow().replace(" ", "");
    }
}
