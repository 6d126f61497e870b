package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.UnavailableException;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole files, good and bad ones. */
class FileImportTest {
    private final ImportFixture fixture = new ImportFixture();

    @Test
    void callsAreReadFromJsonLines() {
        ImportProgress done = calls("""
                {"provider":"acme","providerCallId":"1","type":"INBOUND","caller":"+442079460958","outcome":"ANSWERED"}

                {"provider":"acme","providerCallId":"2","startedAt":"2026-03-02T10:00:00Z"}
                {"provider":"acme","providerCallId":"2","outcome":"BUSY"}
                {"provider":"acme","providerCallId":"1","outcome":"ANSWERED"}
                """);

        assertThat(done.created()).isEqualTo(2);
        assertThat(done.updated()).isEqualTo(1);
        assertThat(done.unchanged()).isEqualTo(1);
        assertThat(done.lines()).isEqualTo(5);
        assertThat(done.items()).isEqualTo(4);
        assertThat(fixture.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.origin()).isEqualTo(Call.Origin.IMPORT));
    }

    @Test
    void visitEventsAreReadFromJsonLines() {
        String file = """
                {"eventId":"e1","visitorId":"v1","type":"pageView","at":"2026-03-02T10:00:00Z","url":"https://shop.example/"}
                {"eventId":"e2","visitorId":"v1","type":"pageView","at":"2026-03-02T10:01:00Z"}
                {"eventId":"e1","visitorId":"v1","type":"pageView","at":"2026-03-02T10:00:00Z","url":"https://shop.example/"}
                """;

        ImportProgress done = fixture.imports().build().visitEvents(ImportFixture.stream(file));

        assertThat(done.created()).isEqualTo(1);
        assertThat(done.unchanged()).isEqualTo(1);
        assertThat(rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.getInt("line")).isEqualTo(2);
            assertThat(reject.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/url");
        });
    }

    @Test
    void rejectedLinesAreReportedInOrderWithoutRepeatingThem() {
        calls("""
                {"provider":"acme","providerCallId":"1","caller":"+442079460958",
                {"provider":"acme","providerCallId":"2","startedAt":"2026-03-02T10:00:00Z","endedAt":"2026-03-02T09:00:00Z"}
                {"provider":"acme","providerCallId":"3","startedAt":"2099-03-02T10:00:00Z"}
                ["+442079460958"]
                {"provider":"acme","providerCallId":"4"}
                {"provider":"acme","providerCallId":"+442079460958","caller":7}
                """);

        assertThat(rejects()).extracting(reject -> reject.getInt("line")).containsExactly(1, 2, 3, 4, 6);
        assertThat(rejects().get(1).getJsonArray("errors").getJsonObject(0))
                .isEqualTo(Json.createObjectBuilder()
                        .add("pointer", "/endedAt")
                        .add("message", "must not be before startedAt")
                        .build());
        assertThat(rejects().get(2).getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/startedAt");
        assertThat(fixture.rejected()).doesNotContain("7946");
        assertThat(fixture.calls()).hasSize(1);
    }

    @Test
    void textOfRejectedLinesIsReportedOnRequestAndCanBeImportedOnceRepaired() {
        String row = Cdr.oldRow("1772443200.1")
                .who("02079460958", "101")
                .set("clid", "\"Ann,\nLee\" <02079460958>")
                .at("10:00:00", "", "09:00:30")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString();
        fixture.imports()
                .rejectsWithText(fixture.rejects)
                .build()
                .asteriskCdr(ImportFixture.stream(row + "\n"), ImportFixture.cdr());

        String text = rejects().get(0).getString("text");
        ImportProgress repaired = fixture.asterisk(text.replace("09:00:30", "10:00:30"));

        assertThat(text).isEqualTo(row);
        assertThat(repaired.created()).isEqualTo(1);
    }

    @Test
    void errorsOfRowsNameTheColumn() {
        fixture.asterisk(
                Cdr.oldRow("1772443200.1")
                        .who("02079460958", "1".repeat(300))
                        .at("10:00:00", "", "10:00:30")
                        .toString(),
                Cdr.oldRow("1772443200.1")
                        .who("02079460958", "101")
                        .set("start", "2099-01-01 00:00:00")
                        .toString(),
                Cdr.oldRow("")
                        .who("02079460958", "101")
                        .at("10:00:00", "", "10:00:30")
                        .toString());

        assertThat(rejects())
                .extracting(
                        reject -> reject.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .containsExactly("/dst", "/start", "/uniqueid");
    }

    @Test
    void lineOverOneMegabyteIsRejectedAndNotKept() {
        String good = "{\"provider\":\"acme\",\"providerCallId\":\"1\"}\n";
        InputStream huge = new SequenceInputStream(
                new SequenceInputStream(ImportFixture.stream("{\"provider\":\""), new Letters(10_000_000)),
                ImportFixture.stream("\"}\n" + good));

        ImportProgress done =
                fixture.imports().rejectsWithText(fixture.rejects).build().calls(huge);

        assertThat(done.rejected()).isEqualTo(1);
        assertThat(done.created()).isEqualTo(1);
        assertThat(done.bytes()).isGreaterThan(10_000_000);
        assertThat(rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.toString()).contains("has more than 1 MB");
            assertThat(reject).doesNotContainKey("text");
        });
    }

    @Test
    void endlessQuoteTakesNoGoodRowsWithIt() {
        String cut = "\"\",\"02079460958\",\"101\",\"from-tr";
        List<String> rows = new ArrayList<>(List.of(cut));
        for (int i = 0; i < 300; i++) {
            rows.add(Cdr.oldRow("1772443200." + i)
                    .who("02079460958", "101")
                    .at("10:00:00", "", "10:00:30")
                    .to("PJSIP/101-00000002", "NO ANSWER")
                    .toString());
        }
        rows.add(150, "\"");
        rows.add("\"");

        ImportProgress done = fixture.asterisk(rows.toArray(String[]::new));

        assertThat(done.created()).isEqualTo(300);
        assertThat(rejects()).extracting(reject -> reject.getInt("line")).containsExactly(1, 151, 303);
    }

    @Test
    void endlessQuoteIsNotLookedForUntilTheEndOfTheFile() {
        AsteriskCdr cdr = AsteriskCdr.builder(ImportFixture.LONDON)
                .columns(List.of("start", "uniqueid"))
                .build();
        StringBuilder file = new StringBuilder("\"2026-03-02 10:00:00,1772443200.0\n");
        for (int i = 1; i <= 1_500; i++) {
            file.append("2026-03-02 10:00:00,1772443200.").append(i).append('\n');
        }

        ImportProgress done = fixture.imports().build().asteriskCdr(ImportFixture.stream(file.toString()), cdr);

        assertThat(done.created()).isEqualTo(1_500);
        assertThat(done.lines()).isEqualTo(1_501);
        assertThat(rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.getInt("line")).isEqualTo(1));
    }

    @Test
    void brokenRowsAreRejectedOneByOne() throws IOException {
        String good = Cdr.oldRow("1772443200.1")
                .who("02079460958", "101")
                .at("10:00:00", "", "10:00:30")
                .to("PJSIP/101-00000002", "NO ANSWER")
                .toString();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        file.write((good + "\r\n").getBytes(StandardCharsets.UTF_8));
        file.write("a,b,c\r\n".getBytes(StandardCharsets.UTF_8));
        file.write(new byte[4_096]);
        file.write((good + "\r\n").getBytes(StandardCharsets.UTF_8));
        file.write(new byte[] {'"', (byte) 0xff, '"', '\r', '\n'});
        file.write("\r\n".getBytes(StandardCharsets.UTF_8));
        file.write((good + "\n").getBytes(StandardCharsets.UTF_8));

        ImportProgress done = fixture.imports()
                .build()
                .asteriskCdr(new ByteArrayInputStream(file.toByteArray()), ImportFixture.cdr());

        assertThat(done.created()).isEqualTo(1);
        assertThat(done.unchanged()).isEqualTo(1);
        assertThat(rejects())
                .extracting(
                        reject -> reject.getJsonArray("errors").getJsonObject(0).getString("message"))
                .containsExactly("has 3 columns, not 18, 19 or 21", "contains the character NUL", "is not UTF-8");
        assertThat(done.bytes()).isEqualTo(file.size());
    }

    @Test
    void progressIsToldAfterEveryBatch() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 2_500; i++) {
            file.append("{\"provider\":\"acme\",\"providerCallId\":\"")
                    .append(i)
                    .append("\"}\n");
        }

        ImportProgress done = calls(file.toString());

        assertThat(fixture.progress).extracting(ImportProgress::created).containsExactly(1_000L, 2_000L, 2_500L);
        assertThat(fixture.progress).extracting(told -> told.durable().lines()).containsExactly(1_000L, 2_000L, 2_500L);
        assertThat(done.durable()).isEqualTo(new ImportPosition(2_500, file.length()));
    }

    @Test
    void stoppedImportGoesOnWhereItWas() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 2_500; i++) {
            file.append("{\"provider\":\"acme\",\"providerCallId\":\"")
                    .append(i)
                    .append("\"}\n");
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 70_000), new BrokenStream());

        assertThatThrownBy(() -> fixture.imports().build().calls(broken))
                .isInstanceOfSatisfying(ImportStoppedException.class, stopped -> {
                    assertThat(stopped.progress().durable().lines()).isEqualTo(1_000);
                    assertThat(stopped).hasMessageContaining("line 1000").hasCauseInstanceOf(IOException.class);
                    ImportProgress rest = fixture.imports()
                            .from(stopped.progress().durable())
                            .build()
                            .calls(new ByteArrayInputStream(bytes));
                    assertThat(rest.created()).isEqualTo(1_500);
                    assertThat(rest.lines()).isEqualTo(1_500);
                    assertThat(rest.durable()).isEqualTo(new ImportPosition(2_500, bytes.length));
                });
    }

    @Test
    void storeThatDoesNotAnswerStopsTheImport() {
        ImportFixture forgetful = new ImportFixture(2);
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 2_500; i++) {
            file.append("{\"provider\":\"acme\",\"providerCallId\":\"")
                    .append(i)
                    .append("\"}\n");
        }
        FileImport calls = forgetful.imports().build();
        InputStream stream = ImportFixture.stream(file.toString());

        assertThatThrownBy(() -> calls.calls(stream))
                .hasCauseInstanceOf(UnavailableException.class)
                .isInstanceOfSatisfying(ImportStoppedException.class, stopped -> {
                    assertThat(stopped.progress().created()).isEqualTo(1_000);
                    assertThat(stopped.progress().durable().lines()).isEqualTo(1_000);
                });
        assertThat(calls.calls(ImportFixture.stream(file.toString())).created()).isEqualTo(1_500);
    }

    @Test
    void listenerMayEndTheImport() {
        FileImport ended = fixture.imports()
                .progress(told -> {
                    throw new IllegalStateException("enough");
                })
                .build();
        InputStream stream = ImportFixture.stream("{\"provider\":\"acme\",\"providerCallId\":\"1\"}\n");

        assertThatThrownBy(() -> ended.calls(stream)).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(fixture.calls()).hasSize(1);
    }

    @Test
    void importMayBeginBehindALineOrAByte() {
        String file = """
                {"provider":"acme","providerCallId":"1"}
                {"provider":"acme","providerCallId":"2"}
                {"provider":"acme","providerCallId":""}
                """;
        ImportProgress byLine =
                fixture.imports().from(ImportPosition.afterLine(1)).build().calls(ImportFixture.stream(file));
        ImportProgress byByte = new ImportFixture()
                .imports()
                .from(new ImportPosition(1, file.indexOf('\n') + 1))
                .build()
                .calls(ImportFixture.stream(file));

        assertThat(byLine).isEqualTo(byByte);
        assertThat(byLine.created()).isEqualTo(1);
        assertThat(rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.getInt("line")).isEqualTo(3));
        assertThatThrownBy(() -> from(new ImportPosition(1, 5), file)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> from(new ImportPosition(9, 999), file)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> from(ImportPosition.afterLine(9), file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lineThatIsStillBeingWrittenIsReadAgain() {
        String first = "{\"provider\":\"acme\",\"providerCallId\":\"1\"}\n";
        String second = "{\"provider\":\"acme\",\"providerCallId\":\"2\"}\n";

        ImportProgress early = calls(first + second.substring(0, 20));
        ImportProgress later =
                fixture.imports().from(early.durable()).build().calls(ImportFixture.stream(first + second));

        assertThat(early.rejected()).isEqualTo(1);
        assertThat(early.durable()).isEqualTo(new ImportPosition(1, first.length()));
        assertThat(later.created()).isEqualTo(1);
        assertThat(fixture.calls()).hasSize(2);
    }

    @Test
    void rowThatIsStillBeingWrittenIsReadAgain() {
        String first = Cdr.oldRow("1772443200.1")
                .who("02079460958", "101")
                .at("10:00:00", "", "10:00:30")
                .toString();
        String second = Cdr.row("1772443300.1", "1772443300.1", 12)
                .who("02079460958", "101")
                .set("clid", "\"Ann\n\nLee\" <02079460958>")
                .at("11:00:00", "", "11:00:30")
                .toString();
        String file = first + "\n" + second + "\n";

        for (int cut = first.length() + 1; cut < file.length(); cut++) {
            ImportFixture own = new ImportFixture();
            ImportProgress early = own.imports()
                    .build()
                    .asteriskCdr(ImportFixture.stream(file.substring(0, cut)), ImportFixture.cdr());
            own.imports().from(early.durable()).build().asteriskCdr(ImportFixture.stream(file), ImportFixture.cdr());

            assertThat(early.durable()).isEqualTo(new ImportPosition(1, first.length() + 1L));
            assertThat(own.calls())
                    .as("cut at %s", cut)
                    .hasSize(2)
                    .allSatisfy(call -> assertThat(call.facts().legs()).hasSize(1));
        }
    }

    @Test
    void whoMayNotHandInIsRefused() {
        String file = "{\"provider\":\"acme\",\"providerCallId\":\"1\"}\n";
        CallCards cards = fixture.cards;
        Viewer agent = Viewer.of("ann", ImportFixture.PROJECT, Viewer.Role.AGENT);

        assertThatThrownBy(() -> FileImport.builder(cards, agent, ImportFixture.PROJECT)
                        .build()
                        .calls(ImportFixture.stream(file)))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> FileImport.builder(cards, fixture.importer, new ProjectId("other"))
                        .build()
                        .calls(ImportFixture.stream(file)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void visitsOfAProjectThatTracksNoneAreRejectedInWords() {
        ImportFixture untracked =
                new ImportFixture(ProjectSettings.builder("GB").build());
        String file =
                "{\"eventId\":\"e1\",\"visitorId\":\"v1\",\"type\":\"heartbeat\",\"at\":\"2026-03-02T10:00:00Z\"}";

        ImportProgress done = untracked.imports().build().visitEvents(ImportFixture.stream(file));

        assertThat(done.rejected()).isEqualTo(1);
        assertThat(untracked.rejected()).contains("not tracked");
    }

    @Test
    void emptyFileIsNoFailure() {
        ImportProgress done = calls("");

        assertThat(done.items()).isZero();
        assertThat(done.durable()).isEqualTo(ImportPosition.START);
    }

    private ImportProgress calls(String file) {
        return fixture.imports().build().calls(ImportFixture.stream(file));
    }

    private ImportProgress from(ImportPosition position, String file) {
        return fixture.imports().from(position).build().calls(ImportFixture.stream(file));
    }

    private List<JsonObject> rejects() {
        return fixture.rejected()
                .lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
    }

    /** A stream of one letter that is never in memory as a whole. */
    private static final class Letters extends InputStream {
        private int left;

        Letters(int left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(length, left);
            Arrays.fill(bytes, from, from + count, (byte) 'a');
            left -= count;
            return count;
        }
    }

    /** A stream that cannot be read. */
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("disk gone");
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("disk gone");
        }
    }
}
