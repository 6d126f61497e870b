package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The call log as a file for spreadsheets. */
class ExportTest {
    private static final String CSV = World.API + "/calls?format=csv";
    private static final int PAGE = 500;

    @Test
    void exportShouldHoldWhatTheLogHolds() throws IOException {
        try (World world = World.start()) {
            String call = Samples.call(world);
            world.supervisor()
                    .json("PATCH", World.API + "/calls/" + call + "/annotation", """
                            {"categories": ["new-customer", "complaint"], "managerRating": 4}""")
                    .is(200);
            Api.Answer answer = world.admin().get(CSV).is(200);
            assertThat(answer.header("Content-Type"))
                    .hasValueSatisfying(
                            type -> assertThat(type.replace(" ", "")).isEqualTo("text/csv;charset=utf-8"));
            assertThat(answer.header("Content-Disposition"))
                    .contains("attachment; filename=\"calls_northgate-windows_2026-11-23_09-30-00.csv\"");
            assertThat(answer.body()).startsWith(0xef, 0xbb, 0xbf);
            CSVRecord row = rows(answer).get(0);
            assertThat(row.get("id")).isEqualTo(call);
            assertThat(row.get("startedAt (Europe/London)")).isEqualTo("2026-11-20 10:04:12");
            assertThat(row.get("startedAt (UTC)")).isEqualTo("2026-11-20T10:04:12.250Z");
            assertThat(row.get("caller")).isEqualTo("'+442079460958");
            assertThat(row.get("waitMs")).isEqualTo("7500");
            assertThat(row.get("talkMs")).isEqualTo("182250");
            assertThat(row.get("agentName")).isEqualTo("Priya Shah");
            assertThat(row.get("source")).isEqualTo("google");
            assertThat(row.get("categories")).isEqualTo("New customer | Complaint");
            assertThat(row.get("managerRating")).isEqualTo("4");
            assertThat(row.get("callRating")).isEmpty();
            assertThat(row.get("recording")).isEqualTo("ABSENT");
            assertThat(row.get("cardUrl")).endsWith("/northgate-windows/calls/" + call);
        }
    }

    @Test
    void cellsOfAnyTextShouldComeBackAndRunNothing() throws IOException {
        try (World world = World.start()) {
            List<String> names = List.of(
                    "=HYPERLINK(\"http://x\")",
                    "+1",
                    "-1",
                    "@SUM(A1)",
                    "\tTab",
                    "\rCr",
                    "\uff1d1",
                    "\uff0d1",
                    "Anna \"A\", B",
                    "two\nlines",
                    "Оксана \ud83d\ude4b",
                    "plain");
            for (int i = 0; i < names.size(); i++) {
                world.integration()
                        .json(
                                "POST",
                                World.API + "/calls",
                                Contract.JSON
                                        .createObjectNode()
                                        .put("provider", "asterisk")
                                        .put("providerCallId", "c" + i)
                                        .put("startedAt", "2026-11-20T10:00:" + (10 + i) + "Z")
                                        .put("outcome", "ANSWERED")
                                        .set(
                                                "agent",
                                                Contract.JSON
                                                        .createObjectNode()
                                                        .put("id", "17")
                                                        .put("name", names.get(i)))
                                        .toString())
                        .is(200);
            }
            List<CSVRecord> rows = rows(world.admin().get(CSV).is(200));
            assertThat(rows).hasSize(names.size());
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(names.size() - 1 - i);
                boolean harmless = Character.isLetter(name.charAt(0));
                assertThat(rows.get(i).get("agentName")).isEqualTo(harmless ? name : "'" + name);
            }
        }
    }

    @Test
    void filtersAndRightsShouldBeThoseOfTheLog() throws IOException {
        try (World world = World.start()) {
            String own = Samples.report(world, "call-1", "17", "2026-11-20T10:00:00Z");
            Samples.report(world, "call-2", "18", "2026-11-21T10:00:00Z");
            Samples.report(world, "call-3", "18", "2026-11-22T10:00:00Z");
            assertThat(rows(world.supervisor().get(CSV))).hasSize(3);
            assertThat(rows(world.supervisor().get(CSV + "&agent=18&to=2026-11-22T00:00:00Z")))
                    .hasSize(1);
            assertThat(rows(world.agent().get(CSV)))
                    .extracting(row -> row.get("id"))
                    .containsExactly(own);
            assertThat(rows(world.agent().get(CSV + "&agent=18"))).isEmpty();
            assertThat(rows(world.newAgent().get(CSV))).isEmpty();
            world.integration().get(CSV).is(403);
            world.stranger().get(CSV).is(401);
            world.foreigner().get(CSV).is(404);
            world.admin().get(CSV + "&rating=9").is(422);
            world.admin().get(World.API + "/calls?format=xls").is(422);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv|text/csv",
                "text/csv, */*;q=0.1|text/csv",
                "application/json;q=0.5, text/csv|text/csv",
                "application/json, text/csv|application/json",
                "application/json, text/csv;q=0.5|application/json",
                "text/csv;q=0|application/json",
                "*/*|application/json",
                "text/html,application/xhtml+xml,*/*;q=0.8|application/json"
            })
    void acceptShouldChooseTheForm(String accept, String type) {
        try (World world = World.start()) {
            Api.Answer answer = world.admin()
                    .with("Accept", accept)
                    .get(World.API + "/calls")
                    .is(200);
            assertThat(answer.header("Content-Type").orElse("")).startsWith(type);
            assertThat(answer.header("Vary")).contains("Accept");
        }
    }

    @Test
    void headShouldReadOnePageOnly() {
        try (Endless endless = Endless.of(1_000, -1)) {
            endless.world
                    .admin()
                    .send("HEAD", CSV, HttpRequest.BodyPublishers.noBody())
                    .is(200);
            assertThat(endless.log().pagesRead()).isEqualTo(1);
        }
    }

    @Test
    void aMillionCallsShouldBeSentPageByPage() throws Exception {
        try (Endless endless = Endless.of(2_000, -1)) {
            long lines = 0;
            int ahead = 0;
            try (InputStream in = endless.open();
                    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                while (reader.readLine() != null) {
                    lines++;
                    ahead = Math.max(ahead, endless.log().pagesRead() - (int) (lines / PAGE));
                }
            }
            assertThat(lines).isEqualTo(1 + 2_000L * PAGE);
            // Whatever is read ahead is in the buffers of the two sockets, some megabytes.
            assertThat(ahead).isLessThan(150);
        }
    }

    @Test
    void aClientThatReadsSlowlyOrGoesAwayShouldCostNoMoreThanTheBuffers() throws Exception {
        try (Endless endless = Endless.of(100_000, -1)) {
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(8_192);
                socket.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), endless.world.origin().getPort()));
                socket.getOutputStream()
                        .write(("GET " + World.BASE + CSV + " HTTP/1.1\r\nHost: localhost\r\n" + World.USER
                                        + ": admin\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
                assertThat(endless.log().pagesRead()).isLessThan(150);
            }
            Waits.until(() -> endless.world.busyRequests() == 0);
            assertThat(endless.log().pagesRead()).isLessThan(300);
        }
    }

    @Test
    void failureBeforeTheFirstByteShouldBeAProblem() {
        try (Endless endless = Endless.of(10, 0)) {
            Api.Answer answer = endless.world.admin().get(CSV).is(500);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(answer.header("Content-Disposition")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void failureInTheMiddleShouldBreakTheResponse(int failing) {
        try (Endless endless = Endless.of(10, failing)) {
            assertThatThrownBy(() -> {
                        try (InputStream in = endless.open()) {
                            in.transferTo(OutputStream.nullOutputStream());
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(endless.log().pagesRead()).isEqualTo(failing + 1);
        }
    }

    @Test
    void pageShouldOfferTheExportOfWhatItShows() throws IOException {
        try (World world = World.start()) {
            Samples.report(world, "call-1", "17", "2026-06-20T23:30:00Z");
            Samples.report(world, "call-2", "17", "2026-06-22T10:00:00Z");
            Dom page = Dom.parse(world.supervisor()
                    .get("/northgate-windows/?from=2026-06-21&to=2026-06-21&agent=17&cursor=")
                    .text());
            String link = page.elements().stream()
                    .filter(element -> element.attributes().containsKey("download"))
                    .map(element -> element.attributes().get("href"))
                    .findFirst()
                    .orElseThrow();
            assertThat(link).contains("format=csv", "agent=17", "from=2026-06-20T23%3A00%3A00Z");
            List<CSVRecord> rows = rows(world.supervisor().get(link.substring(World.BASE.length())));
            assertThat(rows)
                    .extracting(row -> row.get("startedAt (Europe/London)"))
                    .containsExactly("2026-06-21 00:30:00");
        }
    }

    private static List<CSVRecord> rows(Api.Answer answer) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(answer.is(200).text().substring(1)))
                .getRecords();
    }

    /** A world with an endless log. */
    private record Endless(World world, AtomicReference<EndlessLog> reference) implements AutoCloseable {
        static Endless of(int pages, int failing) {
            AtomicReference<EndlessLog> log = new AtomicReference<>();
            World world = World.start(setup -> setup.storage(storage -> {
                log.set(new EndlessLog(storage.log(), pages, failing));
                return new WithLog(storage, log.get());
            }));
            Samples.report(world, "call-1", "17", "2026-11-20T10:00:00Z");
            return new Endless(world, log);
        }

        EndlessLog log() {
            return reference.get();
        }

        InputStream open() throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(world.origin().resolve(World.BASE + CSV))
                    .header(World.USER, "admin")
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofInputStream())
                    .body();
        }

        @Override
        public void close() {
            world.close();
        }
    }
}
