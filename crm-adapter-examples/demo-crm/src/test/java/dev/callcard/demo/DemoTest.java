package dev.callcard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.card.AsOf;
import dev.callcard.demo.crm.User;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a whole, over HTTP, with its sample. */
class DemoTest {
    private static final String LOG = Client.API + "calls?limit=500";

    @TempDir
    static Path folder;

    private static DemoServer server;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        server = DemoServer.start(DemoConfig.of(0, folder, Clock.systemUTC()));
        url = server.url();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    // --- log-in

    @ParameterizedTest
    @ValueSource(strings = {"", "contacts/1001", "callcard/", "callcard/demo/", "no-such-page"})
    void aPageWithoutLogInLeadsToTheLogInPage(String path) throws Exception {
        HttpResponse<String> answer = Client.nobody(url).get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/login?next=%2F" + path.replace("/", "%2F"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "settings", "calls/1/card", "no-such-thing"})
    void theApiWithoutLogInAsksForCredentials(String path) throws Exception {
        HttpResponse<String> answer = Client.nobody(url).get(Client.API + path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"Callcard demo\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent:wrong", "agent:", "nobody:nobody", ":", "agent"})
    void wrongCredentialsAreNobodys(String credentials) throws Exception {
        String[] parts = credentials.split(":", -1);
        Client client = Client.basic(url, parts[0], parts.length > 1 ? parts[1] : "wrong");
        assertThat(client.get(Client.API + "calls").statusCode()).isEqualTo(401);
        assertThat(client.get("").statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongPasswordIsToldAndOpensNothing() throws Exception {
        HttpResponse<String> answer = Client.signIn(url, "", "agent", "wrong", "/contacts/1001");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("do not fit").contains("value=\"/contacts/1001\"");
    }

    @Test
    void logInGivesANewSessionAndLogOutEndsIt() throws Exception {
        HttpResponse<String> first = Client.signIn(url, "", "agent", "agent", "/contacts/1001");
        assertThat(first.statusCode()).isIn(302, 303);
        assertThat(first.headers().firstValue("Location").orElseThrow()).endsWith("/contacts/1001");
        assertThat(first.headers().allValues("Set-Cookie"))
                .last()
                .asString()
                .contains("HttpOnly")
                .contains("SameSite=Lax");
        String cookie = Client.sessionOf(first);
        String again = Client.sessionOf(Client.signIn(url, cookie, "agent", "agent", "/"));
        assertThat(again).as("the id changes on log-in").isNotEqualTo(cookie);
        assertThat(Client.cookie(url, cookie).get("").statusCode()).isEqualTo(302);

        Client client = Client.cookie(url, again);
        assertThat(client.get("").body()).contains("Maya Okafor");
        assertThat(client.send(client.request("logout")
                                .header("Origin", Client.origin(url))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isIn(302, 303);
        assertThat(client.get("").statusCode()).isEqualTo(302);
        assertThat(client.get(Client.API + "calls").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "", "/a\r\nX: y"})
    void logInLeadsToNoOtherSite(String next) throws Exception {
        HttpResponse<String> answer = Client.signIn(url, "", "agent", "agent", next);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).matches("(" + Client.origin(url) + ")?/");
        assertThat(answer.headers().firstValue("X")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1"})
    void anotherSiteCannotLogInOrOut(String origin) throws Exception {
        Client client = Client.signedIn(url, "agent");
        for (String path : List.of("login", "logout")) {
            HttpResponse<String> answer = client.send(client.request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", origin)
                    .POST(HttpRequest.BodyPublishers.ofString("user=admin&password=admin")));
            assertThat(answer.statusCode()).isEqualTo(403);
        }
        assertThat(client.get("").body()).contains("Maya Okafor");
    }

    @Test
    void anotherSiteCannotChangeAnythingWithTheCookie() throws Exception {
        Client client = Client.signedIn(url, "supervisor");
        String call = Client.API + "calls/" + newest(client).getString("id");
        HttpRequest.Builder evil = client.request(call + "/comments")
                .header("Content-Type", "application/json")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"spam\"}"));
        assertThat(client.send(evil).statusCode()).isEqualTo(403);
        assertThat(client.post(call + "/comments", "{\"text\":\"no origin\"}").statusCode())
                .isEqualTo(403);
        assertThat(client.json(call + "/card").toString())
                .doesNotContain("spam")
                .doesNotContain("no origin");
    }

    // --- the CRM's pages

    @Test
    void contactsAreFoundByNameAndNumber() throws Exception {
        Client client = Client.signedIn(url, "agent");
        assertThat(client.get("").body()).contains("Amara Whitlock", "Magnus Abara", "href=\"/callcard/demo/\"");
        assertThat(client.get("?q=WHITLOCK").body()).contains("Amara Whitlock").doesNotContain("Magnus Abara");
        assertThat(client.get("?q=7946+0958").body()).contains("Amara Whitlock").doesNotContain("Magnus Abara");
        assertThat(client.get("?q=%22%3E%3Cscript%3E").body())
                .contains("&quot;&gt;&lt;script&gt;", "Nobody fits")
                .doesNotContain("<script");
        assertThat(client.get("contacts/99").statusCode()).isEqualTo(404);
    }

    @Test
    void aContactLeadsToItsCallCardAndTheCardBackToTheContact() throws Exception {
        Client client = Client.signedIn(url, "supervisor");
        String page = client.get("contacts/1001").body();
        int at = page.indexOf("/callcard/demo/customers/");
        assertThat(at).isPositive();
        String path = page.substring(at + 1, page.indexOf('"', at));
        HttpResponse<String> card = client.get(path);
        assertThat(card.statusCode()).isEqualTo(200);
        assertThat(card.body()).contains("Amara Whitlock", "href=\"/contacts/1001\"");
    }

    // --- the sample

    @Test
    void anAgentSeesLessThanASupervisor() throws Exception {
        Client agent = Client.basic(url, "agent");
        Client supervisor = Client.basic(url, "supervisor");
        List<JsonObject> own = items(agent.json(LOG));
        List<JsonObject> all = items(supervisor.json(LOG));
        assertThat(all).hasSizeGreaterThan(280);
        assertThat(own).hasSizeBetween(20, all.size() / 2);
        assertThat(own)
                .allSatisfy(call ->
                        assertThat(call.getJsonObject("agent").getString("id")).isEqualTo("agent"));
        // Only a supervisor judges.
        String rating = Client.API + "calls/" + own.get(0).getString("id") + "/annotation";
        HttpRequest.BodyPublisher four = HttpRequest.BodyPublishers.ofString("{\"managerRating\":4}");
        assertThat(agent.send(agent.request(rating)
                                .header("Content-Type", "application/json")
                                .method("PATCH", four))
                        .statusCode())
                .isEqualTo(403);
        assertThat(agent.get(Client.API + "settings").statusCode()).isEqualTo(403);
        assertThat(Client.basic(url, "admin").get(Client.API + "settings").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSampleHasEveryKindOfCallAndNothingOfTheFuture() throws Exception {
        List<JsonObject> calls = items(Client.basic(url, "supervisor").json(LOG));
        assertThat(strings(calls, "type")).contains("INBOUND", "OUTBOUND", "CALLBACK");
        assertThat(strings(calls, "outcome"))
                .contains("ANSWERED", "NO_ANSWER", "BUSY", "CANCELED", "VOICEMAIL", "CLIENT_NO_ANSWER");
        assertThat(strings(calls, "qualification")).contains("TARGET", "REPEAT", "NON_TARGET", "NOT_EVALUATED");
        Instant now = Instant.now();
        assertThat(calls).allSatisfy(call -> {
            Instant end = Instant.parse(call.getString("startedAt"))
                    .plusMillis(call.getJsonNumber("totalMs").longValue());
            assertThat(end).isBefore(now).isAfter(now.minus(Duration.ofDays(63)));
        });
        assertThat(Instant.parse(calls.get(0).getString("startedAt"))).isAfter(now.minus(Duration.ofHours(1)));
    }

    @Test
    void aRecordedCallHasAllSectionsOfTheCard() throws Exception {
        Client client = Client.basic(url, "supervisor");
        JsonObject card = client.json(Client.API + "calls/" + recorded(client).getString("id") + "/card");
        assertThat(card.keySet())
                .contains(
                        "call",
                        "audio",
                        "annotation",
                        "visit",
                        "client",
                        "statistics",
                        "lastVisit",
                        "topPages",
                        "sessions",
                        "calls",
                        "asOf",
                        "sessionTracking");
        assertThat(card.getJsonObject("audio").getString("state")).isEqualTo("READY");
        assertThat(card.getJsonObject("audio").getInt("durationMs"))
                .as("the recording is as long as the conversation")
                .isEqualTo(card.getJsonObject("call").getInt("talkMs"));
        assertThat(card.getJsonObject("annotation")
                        .getJsonObject("managerRating")
                        .getInt("value"))
                .isBetween(1, 5);
        assertThat(card.getJsonObject("visit").getString("attribution")).isEqualTo("SESSION");
        assertThat(card.getJsonObject("visit").getString("landingPage")).contains("oakandfern.example");
        assertThat(card.getJsonObject("client").getJsonObject("contact").getString("url"))
                .startsWith("/contacts/");
        assertThat(card.getJsonObject("statistics").getInt("totalSessions")).isPositive();
        assertThat(card.getJsonObject("lastVisit").keySet()).contains("startedAt", "source", "os", "browser", "place");
        assertThat(card.getJsonArray("topPages")).hasSizeBetween(1, 5);
        assertThat(items(card.getJsonObject("sessions"))).isNotEmpty();
        assertThat(items(card.getJsonObject("calls"))).isNotEmpty();
    }

    @Test
    void everyRecordingIsAsLongAsItsConversation() throws Exception {
        Client client = Client.basic(url, "supervisor");
        List<JsonObject> recorded = items(client.json(LOG + "&hasRecording=true"));
        assertThat(recorded).hasSize(14);
        for (JsonObject call : recorded) {
            JsonObject card = client.json(Client.API + "calls/" + call.getString("id") + "/card");
            assertThat(card.getJsonObject("audio").getInt("durationMs")).isEqualTo(call.getInt("talkMs"));
        }
    }

    @Test
    void aRecordingIsServedInRanges() throws Exception {
        Client client = Client.basic(url, "supervisor");
        String audio = Client.API + "calls/" + recorded(client).getString("id") + "/recording";
        byte[] whole = client.bytes(client.request(audio)).body();
        HttpResponse<byte[]> part = client.bytes(client.request(audio).header("Range", "bytes=100-199"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100-199/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 200));
        assertThat(new String(whole, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("OggS");
    }

    @Test
    void aHiddenNumberIsItsOwnCustomerEachTime() throws Exception {
        List<JsonObject> hidden = items(Client.basic(url, "supervisor").json(LOG)).stream()
                .filter(call -> !call.getString("caller", "").startsWith("+"))
                .toList();
        assertThat(hidden).hasSize(2);
        assertThat(strings(hidden, "customerId")).hasSize(2);
    }

    @Test
    void aRestartLoadsTheSampleNoSecondTime(@TempDir Path other) throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-03-20T15:00:00Z"), ZoneOffset.UTC);
        String first;
        try (DemoServer demo = DemoServer.start(DemoConfig.of(0, other, clock))) {
            first = Client.basic(demo.url(), "supervisor").get(LOG).body();
        }
        Files.delete(other.resolve("sample-finished.txt")); // as if the load had been interrupted at its end
        try (DemoServer demo = DemoServer.start(DemoConfig.of(0, other, Clock.offset(clock, Duration.ofHours(3))))) {
            assertThat(Client.basic(demo.url(), "supervisor").get(LOG).body()).isEqualTo(first);
            assertThat(demo.storage().recount(User.PROJECT)).isEmpty();
        }
        try (DemoServer demo = DemoServer.start(DemoConfig.of(0, other, Clock.offset(clock, Duration.ofDays(3))))) {
            assertThat(Client.basic(demo.url(), "supervisor").get(LOG).body()).isEqualTo(first);
        }
    }

    // --- live

    @Test
    void aCallThatIsHandedInIsInTheLogAndOnItsCard() throws Exception {
        Client admin = Client.basic(url, "admin");
        Instant start = Instant.now().minusSeconds(120);
        String report = """
                {"provider":"live","providerCallId":"live-1","type":"INBOUND","startedAt":"%s","answeredAt":"%s","endedAt":"%s",
                 "caller":"020 7946 0123","destination":"+442079460800","outcome":"ANSWERED","agent":{"id":"agent"}}""".formatted(start, start.plusSeconds(5), start.plusSeconds(65));
        JsonObject created = Client.object(admin.post(Client.API + "calls", report));
        assertThat(created.getInt("created")).isEqualTo(1);
        assertThat(Client.object(admin.post(Client.API + "calls", report)).getInt("unchanged"))
                .isEqualTo(1);
        String id = created.getJsonArray("results").getJsonObject(0).getString("id");
        assertThat(strings(items(admin.json(LOG + "&provider=live")), "id")).contains(id);
        JsonObject card = admin.json(Client.API + "calls/" + id + "/card");
        assertThat(card.getJsonObject("call").getInt("talkMs")).isEqualTo(60_000);
        assertThat(card.getJsonObject("client").getJsonObject("contact").getString("name"))
                .isEqualTo("Saoirse Dunmore");
        // Only an admin hands in.
        assertThat(Client.basic(url, "agent").post(Client.API + "calls", report).statusCode())
                .isEqualTo(403);
    }

    @Test
    void oneNumberInThreeSpellingsIsOneCustomer() throws Exception {
        Client admin = Client.basic(url, "admin");
        Set<String> customers = new HashSet<>();
        for (String spelling : List.of("+44 20 7946 0999", "0044 20 7946 0999", "020 7946 0999")) {
            String report = """
                    {"provider":"spelling","providerCallId":"%s","type":"INBOUND","startedAt":"2026-01-05T10:00:00Z","caller":"%s"}""".formatted(spelling, spelling);
            Client.object(admin.post(Client.API + "calls", report));
            customers.add(
                    Client.object(admin.post(Client.API + "customers/lookup", "{\"number\":\"" + spelling + "\"}"))
                            .getString("customerId"));
        }
        assertThat(customers).hasSize(1);
        assertThat(items(admin.json(
                        Client.API + "customers/" + customers.iterator().next() + "/calls")))
                .hasSize(3);
    }

    @Test
    void aProjectThatTracksNoSessionsSaysSoAndShowsTheRest() {
        ProjectId project = ProjectId.of("untracked");
        Viewer admin = Viewer.of("admin", project, Viewer.Role.ADMIN);
        server.callCards()
                .projects()
                .create(
                        project,
                        ProjectSettings.builder("GB")
                                .sessionTracking(ProjectSettings.SessionTracking.OFF)
                                .build());
        var results = server.callCards()
                .calls()
                .ingest(
                        admin,
                        project,
                        Call.Origin.API,
                        List.of(CallReport.builder("p", "1")
                                .type(Call.Type.INBOUND)
                                .caller("020 7946 0123")
                                .startedAt(Instant.parse("2026-01-05T10:00:00Z"))
                                .build()));
        var call = CallId.parse(results.get(0).id().orElseThrow()).orElseThrow();
        var card = server.callCards().cards().card(admin, project, call, AsOf.NOW);
        assertThat(card.tracking().available()).isFalse();
        assertThat(card.tracking().reason()).isPresent();
        assertThat(card.statistics().totalCalls()).isEqualTo(1);
        assertThat(card.calls().items()).hasSize(1);
    }

    @Test
    void theDemoStopsCleanlyWhileSomebodyFollowsTheLog(@TempDir Path other) throws Exception {
        HttpResponse<InputStream> live;
        try (DemoServer demo = DemoServer.start(DemoConfig.of(0, other, Clock.systemUTC()))) {
            live = Client.basic(demo.url(), "supervisor").open(Client.API + "live");
            assertThat(live.body().read()).isNotNegative();
        }
        try (InputStream stream = live.body()) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("id: ");
        }
    }

    // --- starting

    @Test
    void aFolderInUseIsToldInOneLine() {
        assertThatThrownBy(() -> DemoServer.start(DemoConfig.of(0, folder, Clock.systemUTC())))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Another demo is using the folder")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theErasureKeyIsItsOwnersAndStaysTheSame(@TempDir Path other) throws Exception {
        Path key = folder.resolve("erasure.key");
        assertThat(key).hasSize(32);
        if (key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        Path copy = other.resolve("erasure.key");
        byte[] message = {1, 2, 3};
        byte[] hash = KeyFile.open(copy).hash(message);
        assertThat(KeyFile.open(copy).hash(message)).isEqualTo(hash);
        assertThat(KeyFile.open(key).hash(message)).isNotEqualTo(hash);
        Files.write(copy, new byte[31]);
        assertThatThrownBy(() -> KeyFile.open(copy))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("erasure.key")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aTakenPortIsToldInOneLineAndLeavesNothingOpen(@TempDir Path other) throws Exception {
        int taken = URI.create(url).getPort();
        assertThatThrownBy(() -> DemoServer.start(DemoConfig.of(taken, other, Clock.systemUTC())))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Port " + taken + " is not free")
                .hasMessageNotContaining("\n");
        DataFolder.open(other).close();
    }

    private static JsonObject newest(Client client) throws Exception {
        return items(client.json(Client.API + "calls?limit=1")).get(0);
    }

    private static JsonObject recorded(Client client) throws Exception {
        return items(client.json(Client.API + "calls?limit=50&hasRecording=true")).stream()
                .filter(call -> call.getString("provider").equals("sample"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static Set<String> strings(List<JsonObject> objects, String name) {
        Set<String> values = new HashSet<>();
        objects.forEach(object -> values.add(object.getString(name)));
        return values;
    }
}
