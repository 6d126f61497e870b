package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureApiTest {
    private World world;
    private String call;
    private String customer;

    @BeforeEach
    void start() {
        open(World.start());
    }

    private void open(World opened) {
        world = opened;
        call = Samples.call(world);
        customer = World.API + "/customers/"
                + world.admin()
                        .get(World.API + "/calls/" + call)
                        .is(200)
                        .json()
                        .get("customerId")
                        .asText();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void erasedCustomerShouldBeGoneAndStayGone() {
        Samples.recording(world, call, 1_000);
        String link = world.supervisor()
                .json("POST", World.API + "/calls/" + call + "/recording/links", "{}")
                .is(201)
                .json()
                .get("url")
                .asText()
                .substring(World.BASE.length());

        JsonNode receipt = world.admin().delete(customer).is(200).json();

        assertThat(receipt.get("complete").asBoolean()).isTrue();
        assertThat(counts(receipt))
                .containsEntry("CALLS", 1)
                .containsEntry("RECORDINGS", 1)
                .containsEntry("SHARE_LINKS", 1)
                .containsEntry("VISITORS", 1)
                .containsEntry("SESSIONS", 2)
                .containsEntry("COMMENTS", 0)
                .containsEntry("VISIT_EVENTS", 5);
        world.admin().get(World.API + "/calls/" + call).is(404);
        world.admin().get(customer + "/card").is(404);
        world.admin().get(customer + "/export").is(404);
        world.admin().delete(customer).is(404);
        world.stranger().get(link).is(404);
        JsonNode late = world.integration()
                .json("POST", World.API + "/calls", """
                        {"provider": "asterisk", "account": "pbx-london", "providerCallId": "late", "type": "INBOUND",
                         "startedAt": "2026-11-22T10:00:00Z", "caller": "020 7946 0958", "outcome": "ANSWERED"}""")
                .is(200)
                .json();
        assertThat(late.at("/results/0/status").asText()).isEqualTo("rejected");
        assertThat(actions()).contains("CUSTOMER_ERASED");
        assertThat(world.admin().get(World.API + "/audit").text()).doesNotContain("7946");
    }

    @Test
    void legalHoldShouldForbidErasureAndSaySo() {
        world.admin().get(customer + "/legal-hold").is(404);
        JsonNode hold = world.admin()
                .json("PUT", customer + "/legal-hold", "{\"reason\": \"File 7\"}")
                .is(200)
                .json();
        assertThat(hold.get("by").asText()).isEqualTo("Ada Holm");
        assertThat(hold.get("reason").asText()).isEqualTo("File 7");
        assertThat(world.admin()
                        .json("PUT", customer + "/legal-hold", "{\"reason\": \"Another\"}")
                        .is(200)
                        .json())
                .as("a hold that is there stays")
                .isEqualTo(hold);
        assertThat(world.admin().get(customer + "/legal-hold").is(200).json()).isEqualTo(hold);

        JsonNode receipt = world.admin().delete(customer).is(200).json();

        assertThat(receipt.get("complete").asBoolean()).isFalse();
        assertThat(receipt.get("kept").findValuesAsText("why")).contains("LEGAL_HOLD");
        world.admin().get(World.API + "/calls/" + call).is(200);
        world.admin().delete(customer + "/legal-hold").is(204);
        world.admin().delete(customer + "/legal-hold").is(204);
        assertThat(world.admin().delete(customer).is(200).json().get("complete").asBoolean())
                .isTrue();
        assertThat(actions()).containsExactlyInAnyOrder("CUSTOMER_ERASED", "HOLD_RELEASED", "HOLD_PLACED");
    }

    @ParameterizedTest
    @CsvSource({"'{\"reason\": 7}'", "'{\"reason\": \"\"}'", "'{\"reason\": \"  \"}'", "'{\"reason\": \"a\\u0000b\"}'"})
    void reasonShouldBeATextThatSaysSomething(String body) {
        assertThat(world.admin()
                        .json("PUT", customer + "/legal-hold", body)
                        .is(422)
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/reason");
        world.admin()
                .json("PUT", customer + "/legal-hold", "{\"reason\": \"" + "x".repeat(501) + "\"}")
                .is(422);
        world.admin().json("PUT", customer + "/legal-hold", "[]").is(400);
    }

    @Test
    void ledgerShouldEraseAgainWhatABackupBringsBack() {
        world.admin().delete(customer).is(200);
        JsonNode first =
                world.admin().get(World.API + "/erasures?limit=2").is(200).json();
        JsonNode rest = world.admin()
                .get(World.API + "/erasures?cursor=" + first.get("next").asText())
                .is(200)
                .json();
        assertThat(first.get("items")).hasSize(2);
        assertThat(rest.has("next")).isFalse();
        stop();
        open(World.start()); // as if from before the erasure

        JsonNode one = replay(first.toString());
        JsonNode other = replay(rest.toString());

        assertThat(counts(one).getOrDefault("CALLS", 0) + counts(other).getOrDefault("CALLS", 0))
                .isEqualTo(1);
        world.admin().get(World.API + "/calls/" + call).is(404);
        assertThat(replay("{\"items\": []}").get("erased").findValuesAsText("count"))
                .containsOnly("0");
        assertThat(world.admin().get(World.API + "/erasures").is(200).json().get("items"))
                .hasSize(first.get("items").size() + rest.get("items").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | /items/0",
                "{} | /items/0/kind",
                "{\"kind\": \"DOG\", \"hash\": \"00\", \"erasedAt\": \"2026-11-23T09:30:00Z\"} | /items/0/kind",
                "{\"kind\": \"CALL\", \"hash\": \"00\", \"erasedAt\": \"2026-11-23T09:30:00Z\"} | /items/0/hash",
                "{\"kind\": \"CALL\", \"hash\": \"5A0c4f1b7d2e93866bb0e6a1f4c8d327\", \"erasedAt\": \"2026-11-23T09:30:00Z\"}"
                        + " | /items/0/hash",
                "{\"kind\": \"CALL\", \"hash\": \"5a0c4f1b7d2e93866bb0e6a1f4c8d327\"} | /items/0/erasedAt",
                "{\"kind\": \"CALL\", \"hash\": \"5a0c4f1b7d2e93866bb0e6a1f4c8d327\", \"erasedAt\": \"+12026-11-23T09:30:00Z\"}"
                        + " | /items/0/erasedAt"
            })
    void lineOfTheLedgerShouldBeWhole(String item, String pointer) {
        assertThat(world.admin()
                        .json("POST", World.API + "/erasures/replay", "{\"items\": [" + item + "]}")
                        .is(422)
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo(pointer);
    }

    @Test
    void ledgerShouldRefuseAStrangeCursor() {
        world.admin().get(World.API + "/erasures?cursor=nonsense").is(422);
        world.admin().get(World.API + "/erasures?limit=0").is(422);
    }

    @Test
    void exportShouldBeAFileToSave() throws IOException {
        byte[] audio = Samples.recording(world, call, 5_000);
        String path = customer + "/export";

        Api.Answer answer = world.admin().get(path).is(200);

        String id = customer.substring(customer.lastIndexOf('/') + 1);
        assertThat(answer.header("Content-Disposition"))
                .contains("attachment; filename=\"customer_" + id + "_2026-11-23.zip\"");
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(files)
                .containsKeys("customer.json", "calls.json", "sessions.json", "README.txt")
                .containsEntry("recordings/2026-11-20_10-04-12_" + call + ".wav", audio);
        assertThat(Contract.parse(files.get("sessions.json")).get("sessions")).hasSize(2);
        assertThat(actions()).contains("CUSTOMER_EXPORTED");
        world.admin().send("HEAD", path, BodyPublishers.noBody()).is(200);
        assertThat(actions()).as("HEAD hands nothing out").containsOnlyOnce("CUSTOMER_EXPORTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervisor", "agent", "integration"})
    void othersShouldNotBeLet(String user) {
        Api api = world.stranger().as(user);
        api.delete(customer).is(403);
        api.get(customer + "/legal-hold").is(403);
        api.json("PUT", customer + "/legal-hold", "{}").is(403);
        api.delete(customer + "/legal-hold").is(403);
        api.get(customer + "/export").is(403);
        api.get(World.API + "/erasures").is(403);
        api.json("POST", World.API + "/erasures/replay", "nonsense").is(403);
        world.admin().get(World.API + "/calls/" + call).is(200);
    }

    @Test
    void otherSitesShouldNotErase() {
        world.admin()
                .with("Cookie", "JSESSIONID=1")
                .with("Sec-Fetch-Site", "cross-site")
                .delete(customer)
                .is(403);
        world.admin().get(customer + "/card").is(200);
    }

    @Test
    void missingKeyShouldSayWhatTheHostHasToDo() {
        stop();
        open(World.start(World.Setup::withoutErasureKey));
        for (Api.Answer answer : List.of(
                world.admin().delete(customer),
                world.admin().json("POST", World.API + "/erasures/replay", "{\"items\": []}"))) {
            assertThat(answer.is(409).json().get("detail").asText()).contains("erasureKey", "CallCards.Builder");
        }
        world.admin().get(customer + "/export").is(200);
        world.admin().json("PUT", customer + "/legal-hold", "{}").is(200);
    }

    private JsonNode replay(String body) {
        return world.admin()
                .json("POST", World.API + "/erasures/replay", body)
                .is(200)
                .json();
    }

    private List<String> actions() {
        return world.admin()
                .get(World.API + "/audit")
                .is(200)
                .json()
                .get("items")
                .findValuesAsText("action");
    }

    private static Map<String, Integer> counts(JsonNode receipt) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        receipt.get("erased")
                .forEach(part ->
                        counts.put(part.get("part").asText(), part.get("count").asInt()));
        return counts;
    }
}
