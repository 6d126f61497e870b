package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesApiTest {
    private World world;
    private String call;

    @BeforeEach
    void start() {
        world = World.start();
        call = Samples.call(world);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "from=2026-11-20T10:04:12.250Z, 1",
        "from=2026-11-20T10:04:12.251Z, 0",
        "to=2026-11-20T11:04:12.250%2B01:00, 0",
        "type=INBOUND, 1",
        "type=OUTBOUND, 0",
        "'type=OUTBOUND,INBOUND', 1",
        "type=OUTBOUND&type=INBOUND, 1",
        "outcome=ANSWERED, 1",
        "outcome=BUSY, 0",
        "qualification=TARGET, 1",
        "qualification=REPEAT, 0",
        "agent=17, 1",
        "agent=1, 0",
        "number=020+7946+0958, 1",
        "number=%2B442079460958, 1",
        "number=7946+0958, 0",
        "category=complaint, 1",
        "category=new-customer, 0",
        "rating=4, 1",
        "rating=3, 0",
        "hasRecording=true, 1",
        "hasRecording=false, 0",
        "source=Google, 1",
        "source=bing, 0",
        "provider=asterisk, 1",
        "provider=twilio, 0",
        "origin=API, 1",
        "origin=IMPORT, 0",
        "q=BAY+window, 1",
        "q=bay%25window, 0",
        "type=&agent=&limit=&cursor=, 1",
        "unheard=of, 1"
    })
    void filterShouldHold(String query, int found) {
        String path = World.API + "/calls/" + call;
        Samples.recording(world, call, 1_000);
        world.supervisor()
                .json("PATCH", path + "/annotation", "{\"categories\": [\"complaint\"], \"callRating\": 4}")
                .is(200);
        world.agent()
                .json("POST", path + "/comments", "{\"text\": \"A bay window\"}")
                .is(201);
        assertThat(world.supervisor()
                        .get(World.API + "/calls?" + query)
                        .is(200)
                        .json()
                        .get("items"))
                .hasSize(found);
    }

    @Test
    void listsShouldComeInPages() {
        for (int i = 0; i < 4; i++) {
            Samples.report(world, "more-" + i, "17", "2026-11-1" + i + "T10:00:00Z");
        }
        String customer = customer();
        for (String path : new String[] {"/calls", "/customers/" + customer + "/calls"}) {
            JsonNode first = world.supervisor()
                    .get(World.API + path + "?limit=3")
                    .is(200)
                    .json();
            JsonNode second = world.supervisor()
                    .get(World.API + path + "?limit=3&cursor="
                            + first.get("next").asText())
                    .is(200)
                    .json();
            assertThat(first.get("items")).hasSize(3);
            assertThat(second.get("items")).hasSize(2);
            assertThat(second.has("next")).isFalse();
        }
        JsonNode sessions = world.supervisor()
                .get(World.API + "/customers/" + customer + "/sessions?limit=1")
                .is(200)
                .json();
        assertThat(sessions.at("/items/0/source/campaign").asText()).isEqualTo("autumn-offer");
        assertThat(world.supervisor()
                        .get(World.API + "/customers/" + customer + "/sessions?limit=1&cursor="
                                + sessions.get("next").asText())
                        .is(200)
                        .json()
                        .at("/items/0/source/source")
                        .asText())
                .isEqualTo("google");
    }

    @Test
    void cardShouldHaveEverySection() {
        JsonNode card = world.agent()
                .get(World.API + "/calls/" + call + "/card")
                .is(200)
                .json();
        assertThat(card.fieldNames())
                .toIterable()
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
        assertThat(card.at("/statistics/daysSinceFirstVisit").asInt()).isEqualTo(11);
        assertThat(card.at("/statistics/daysSinceLastVisit").asInt()).isEqualTo(3);
        assertThat(card.at("/client/contact/url").asText()).isEqualTo("/crm/contacts/3071");
        assertThat(card.at("/client/cardUrl").asText())
                .isEqualTo("/callcard/northgate-windows/customers/" + customer());
        JsonNode customers = world.agent()
                .get(World.API + "/customers/" + customer() + "/card")
                .is(200)
                .json();
        assertThat(customers).isEqualTo(card);
    }

    @Test
    void cardShouldSpeakOfTheInstantThatIsAskedFor() {
        String path = World.API + "/calls/" + call + "/card";
        Samples.report(world, "later", "17", "2026-11-21T10:00:00Z");
        assertThat(total(path)).isEqualTo(2);
        assertThat(total(path + "?asOf=now")).isEqualTo(2);
        assertThat(total(path + "?asOf=call")).isEqualTo(1);
        assertThat(total(path + "?asOf=2026-11-21T09:59:59Z")).isEqualTo(1);
        world.agent().get(path + "?asOf=then").is(422);
        world.agent().get(path + "?asOf=%2B1000000000-01-01T00:00:00Z").is(422);
        world.agent().get(path + "?asOf=-1000000000-01-01T00:00:00Z").is(422);
    }

    @Test
    void projectWithoutSessionsShouldSaySo() {
        String quiet = World.API.replace("northgate-windows", "quiet");
        JsonNode stored = world.integration()
                .json(
                        "POST",
                        quiet + "/calls",
                        "{\"provider\": \"a\", \"providerCallId\": \"b\", \"caller\": \"020 7946 0958\"}")
                .is(200)
                .json();
        JsonNode card = world.admin()
                .get(quiet + "/calls/" + stored.at("/results/0/id").asText() + "/card")
                .is(200)
                .json();
        assertThat(card.at("/sessionTracking/available").asBoolean()).isFalse();
        assertThat(card.at("/sessionTracking/reason").asText()).contains("settings");
        assertThat(card.has("sessions")).isFalse();
        JsonNode events = world.integration()
                .json(
                        "POST",
                        quiet + "/visit-events",
                        "[{\"eventId\": \"e\", \"visitorId\": \"v\", \"type\": \"heartbeat\","
                                + " \"at\": \"2026-11-20T10:00:00Z\"}, 7]")
                .is(200)
                .json();
        assertThat(events.get("rejected").asInt()).isEqualTo(2);
    }

    @Test
    void numberShouldLeadToItsCustomer() {
        String path = World.API + "/customers/lookup";
        assertThat(world.agent()
                        .json("POST", path, "{\"number\": \"0044 20 7946 0958\"}")
                        .is(200)
                        .json()
                        .get("customerId")
                        .asText())
                .isEqualTo(customer());
        world.agent().json("POST", path, "{\"number\": \"020 7946 0000\"}").is(404);
        world.agent().json("POST", path, "{\"number\": \"\"}").is(404);
        world.agent().json("POST", path, "{\"number\": \"withheld\"}").is(404);
        world.newAgent().json("POST", path, "{\"number\": \"020 7946 0958\"}").is(404);
        world.agent().json("POST", path, "{}").is(422);
        world.agent().json("POST", path, "{\"number\": 7}").is(422);
        world.agent().json("POST", path, "{\"number\": \"\\u0000\"}").is(422);
        world.agent()
                .json("POST", path, "{\"number\": \"" + "1".repeat(256) + "\"}")
                .is(422);
    }

    @Test
    void settingsShouldKeepWhatIsNotNamed() {
        String path = World.API + "/settings";
        Api.Answer before = world.admin().get(path).is(200);
        assertThat(before.header("ETag")).contains("\"0\"");
        Api.Answer after = world.admin()
                .with("If-Match", "\"0\"")
                .json("PUT", path, "{\"saleCycleDays\": 60, \"siteKey\": \"sk\", \"shareLinks\": {\"enabled\": false}}")
                .is(200);
        assertThat(after.header("ETag")).contains("\"1\"");
        assertThat(after.json().get("saleCycleDays").asInt()).isEqualTo(60);
        assertThat(after.json().get("timeZone").asText()).isEqualTo("Europe/London");
        assertThat(after.json().at("/shareLinks/enabled").asBoolean()).isFalse();
        assertThat(after.json().has("siteKey")).isFalse();
        JsonNode reset = world.admin()
                .json("PUT", path, "{\"saleCycleDays\": null, \"shareLinks\": null}")
                .is(200)
                .json();
        assertThat(reset.get("saleCycleDays").asInt()).isEqualTo(30);
        assertThat(reset.at("/shareLinks/enabled").asBoolean()).isTrue();
        Api.Answer late = world.admin()
                .with("If-Match", "\"0\"")
                .json("PUT", path, "{\"saleCycleDays\": 1}")
                .is(412);
        assertThat(late.header("ETag")).contains("\"2\"");
        assertThat(world.admin()
                        .json(
                                "PUT",
                                path,
                                "{\"sessionTimeoutMs\": 1, \"categories\": [{\"id\": \"a\", \"name\": \"b\", \"color\": \"red\"}]}")
                        .is(422)
                        .json()
                        .get("errors")
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/sessionTimeoutMs", "/categories/0/color");
        for (String wrong : new String[] {
            "{\"timeZone\": \"Mars/Base\"}",
            "{\"timeZone\": 7}",
            "{\"sessionTracking\": \"ALWAYS\"}",
            "{\"saleCycleDays\": 1e400}",
            "{\"categories\": [7]}",
            "{\"shareLinks\": []}",
            "{\"ownNumbers\": [\"\\u0000\"]}"
        }) {
            world.admin().json("PUT", path, wrong).is(422);
        }
    }

    private int total(String path) {
        return world.agent()
                .get(path)
                .is(200)
                .json()
                .at("/statistics/totalCalls")
                .asInt();
    }

    private String customer() {
        return world.admin()
                .get(World.API + "/calls/" + call)
                .is(200)
                .json()
                .get("customerId")
                .asText();
    }
}
