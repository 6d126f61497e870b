package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of files to import, and their life in the background. */
class ImportsTest {
    private static final String IMPORTS = World.API + "/imports";

    @TempDir
    Path folder;

    @Test
    void uploadShouldBeImportedInTheBackground() throws IOException {
        FakeImports runner = new FakeImports(2);
        try (World world = start(runner)) {
            Api.Answer answer = upload(world.admin(), "ok\nno\nok\n", "?format=calls&name=March%20%C3%A9.jsonl")
                    .is(202);
            String id = answer.json().get("id").asText();
            assertThat(answer.header("Location")).contains(World.BASE + IMPORTS + "/" + id);
            until(world, id, "lines", "2");
            JsonNode running = get(world, id);
            assertThat(running.get("state").asText()).isEqualTo("RUNNING");
            assertThat(running.get("name").asText()).isEqualTo("March é.jsonl");
            assertThat(running.get("remainingMs").asLong()).isEqualTo(7_000);
            assertThat(running.get("sizeBytes").asLong()).isEqualTo(9);
            runner.permit(1);
            until(world, id, "state", "DONE");
            assertThat(get(world, id).get("created").asInt()).isEqualTo(2);
            assertThat(get(world, id).get("rejected").asInt()).isEqualTo(1);
            Api.Answer report =
                    world.admin().get(IMPORTS + "/" + id + "/rejected").is(200);
            assertThat(report.text()).isEqualTo("{\"line\":2,\"text\":\"no\"}\n");
            assertThat(report.header("Content-Disposition")).contains("attachment; filename=\"rejected.jsonl\"");
            assertThat(files()).noneMatch(file -> file.endsWith("upload"));
            world.admin()
                    .send("POST", IMPORTS + "/" + id + "/resume", BodyPublishers.noBody())
                    .is(409);
            world.admin().delete(IMPORTS + "/" + id).is(204);
            world.admin().get(IMPORTS + "/" + id).is(404);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void importShouldStopAndGoOn() throws IOException {
        FakeImports runner = new FakeImports(1);
        try (World world = start(runner)) {
            String first = id(upload(world.admin(), "ok\nok\nok\nok\n", "?format=calls"));
            String second = id(upload(world.admin(), "ok\n", "?format=calls"));
            until(world, first, "lines", "1");
            assertThat(get(world, second).get("state").asText()).isEqualTo("QUEUED");
            world.admin()
                    .send("POST", IMPORTS + "/" + second + "/stop", BodyPublishers.noBody())
                    .is(202);
            assertThat(get(world, second).get("state").asText()).isEqualTo("STOPPED");
            world.admin()
                    .send("POST", IMPORTS + "/" + first + "/stop", BodyPublishers.noBody())
                    .is(202);
            runner.permit(10);
            until(world, first, "state", "STOPPED");
            int lines = get(world, first).get("lines").asInt();
            assertThat(lines).isBetween(1, 2);
            world.admin()
                    .send("POST", IMPORTS + "/" + first + "/resume", BodyPublishers.noBody())
                    .is(202);
            until(world, first, "state", "DONE");
            assertThat(get(world, first).get("created").asInt()).isEqualTo(4);
        }
    }

    @Test
    void restartShouldTellWhatItInterruptedAndGoOn() throws IOException {
        FakeImports runner = new FakeImports(1);
        String id;
        try (World world = start(runner)) {
            id = id(upload(world.admin(), "ok\nok\nok\n", "?format=calls"));
            until(world, id, "lines", "1");
        }
        assertThat(threads()).isEmpty();
        // What a kill leaves: an upload that was cut off, and an import that says it runs.
        Files.createDirectories(folder.resolve("northgate-windows/half"));
        Files.writeString(folder.resolve("northgate-windows/half/upload"), "ok");
        Path kept = folder.resolve("northgate-windows").resolve(id).resolve("import.json");
        Files.writeString(kept, Files.readString(kept).replace("INTERRUPTED", "RUNNING"));
        try (World world = start(new FakeImports(10))) {
            assertThat(get(world, id).get("state").asText()).isEqualTo("INTERRUPTED");
            assertThat(Files.exists(folder.resolve("northgate-windows/half"))).isFalse();
            assertThat(world.admin().get("/northgate-windows/imports").is(200).text())
                    .contains("interrupted · ");
            world.admin()
                    .send("POST", IMPORTS + "/" + id + "/resume", BodyPublishers.noBody())
                    .is(202);
            until(world, id, "state", "DONE");
            assertThat(get(world, id).get("created").asInt()).isEqualTo(3);
        }
    }

    @Test
    void failureShouldBeToldWithoutItsWords() {
        try (World world = start(new FakeImports(10))) {
            String id = id(upload(world.admin(), "ok\nsecret\n", "?format=calls"));
            until(world, id, "state", "FAILED");
            assertThat(get(world, id).get("detail").asText())
                    .contains("operator")
                    .doesNotContain("secret");
            assertThat(get(world, id).get("created").asInt()).isEqualTo(1);
        }
    }

    @Test
    void onlyThoseWhoHandInAndManageShouldImport() {
        try (World world = start(new FakeImports(10))) {
            String id = id(upload(world.admin(), "ok\n", "?format=calls"));
            for (Api api : new Api[] {world.supervisor(), world.agent(), world.integration()}) {
                upload(api, "ok\n", "?format=calls").is(403);
                api.get(IMPORTS).is(403);
                api.get(IMPORTS + "/" + id + "/rejected").is(403);
                api.get("/northgate-windows/imports").is(403);
                api.send("POST", IMPORTS + "/" + id + "/stop", BodyPublishers.noBody())
                        .is(403);
                api.delete(IMPORTS + "/" + id).is(403);
            }
            world.foreigner().get(IMPORTS + "/" + id).is(404);
            world.foreigner().get("/api/v1/projects/other/imports/" + id).is(404);
            world.stranger().get(IMPORTS).is(401);
            assertThat(world.admin().get("/northgate-windows/").text()).contains("/northgate-windows/imports");
            assertThat(world.supervisor().get("/northgate-windows/").text()).doesNotContain("/imports");
            upload(world.admin().with("Cookie", "a=b"), "ok\n", "?format=calls").is(403);
            upload(world.admin().with("Cookie", "a=b").with("Sec-Fetch-Site", "same-origin"), "ok\n", "?format=calls")
                    .is(202);
        }
    }

    @Test
    void wrongUploadsShouldLeaveNothing() throws IOException {
        try (World world = World.start(setup -> setup.bodies(new Bodies(1_000, 1_000, 10))
                .options(WebOptions.builder()
                        .imports(new FakeImports(10), folder)
                        .build()))) {
            upload(world.admin(), "ok\n", "?format=xls").is(422);
            upload(world.admin(), "ok\n", "").is(422);
            upload(world.admin(), "ok\n", "?format=calls&name=a%00b").is(422);
            upload(world.admin(), "ok\nok\nok\nok\n", "?format=calls").is(413);
            world.admin()
                    .with("Content-Type", "application/octet-stream")
                    .send(
                            "POST",
                            IMPORTS + "?format=calls",
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100])))
                    .is(413);
            world.admin()
                    .with("Content-Type", "text/plain")
                    .send("POST", IMPORTS + "?format=calls", BodyPublishers.ofString("ok"))
                    .is(415);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void uploadsThatWaitShouldBeFew() {
        try (World world = start(new FakeImports(0))) {
            for (int i = 0; i < 5; i++) {
                upload(world.admin(), "ok\n", "?format=calls").is(202);
            }
            upload(world.admin(), "ok\n", "?format=calls").is(409);
            assertThat(world.admin().get(IMPORTS).json().get("items")).hasSize(5);
            world.imports().permit(1_000);
        }
    }

    @Test
    void withoutARunnerThereShouldBeNoImports() {
        try (World world = World.start(setup -> setup.options(WebOptions.defaults()))) {
            world.admin().get(IMPORTS).is(404);
            world.admin().get("/northgate-windows/imports").is(404);
            assertThat(world.admin().get("/northgate-windows/").text()).doesNotContain("/imports");
        }
    }

    private World start(FakeImports runner) {
        return World.start(setup -> setup.imports(runner, folder));
    }

    private static Api.Answer upload(Api api, String text, String query) {
        return api.with("Content-Type", "application/octet-stream")
                .send("POST", IMPORTS + query, BodyPublishers.ofString(text));
    }

    private static String id(Api.Answer answer) {
        return answer.is(202).json().get("id").asText();
    }

    private static JsonNode get(World world, String id) {
        return world.admin().get(IMPORTS + "/" + id).is(200).json();
    }

    private static void until(World world, String id, String member, String value) {
        Waits.until(() -> get(world, id).get(member).asText().equals(value));
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("callcard-import"));
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }
}
