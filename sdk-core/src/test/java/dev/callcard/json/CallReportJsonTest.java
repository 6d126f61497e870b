package dev.callcard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.project.ProjectSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallReportJsonTest {
    private static final ProjectSettings SETTINGS =
            ProjectSettings.builder("GB").build();

    @Test
    void readShouldKeepEveryMember() throws IOException {
        Call.Facts facts = facts("""
                {"provider": "asterisk", "account": "london", "providerCallId": "1", "type": "INBOUND",
                 "startedAt": "2026-03-01T12:00:00.123456Z", "answeredAt": "2026-03-01T13:00:05.123456+01:00",
                 "endedAt": "2026-03-01T12:01:05.123456Z", "caller": "020 7946 0958", "destination": "+442079460123",
                 "trackingNumber": "+442079460124", "agent": {"id": "7", "name": "Zoë 🎧", "number": "204"},
                 "outcome": "answered", "rawStatus": "ANSWERED", "recording": {"url": "https://pbx.example/1.ogg"},
                 "visitorId": "v-1", "department": "Sales", "scheme": "Day", "attributes": {"ticket": "N-1"},
                 "unknownMember": {"ignored": true}}""");

        assertThat(facts.type()).contains(Call.Type.INBOUND);
        assertThat(facts.times().startedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
        assertThat(facts.times().waiting()).contains(Duration.ofSeconds(5));
        assertThat(facts.times().talk()).contains(Duration.ofSeconds(60));
        assertThat(facts.customerNumber().key().value()).isEqualTo("+442079460958");
        assertThat(facts.agent().orElseThrow().name()).contains("Zoë 🎧");
        assertThat(facts.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(facts.recording().orElseThrow().location()).isEqualTo("https://pbx.example/1.ogg");
        assertThat(facts.visitor().orElseThrow().value()).isEqualTo("v-1");
        assertThat(facts.attributes()).containsEntry("ticket", "N-1");
    }

    @Test
    void readShouldKeepAnUnknownOutcomeAndTypeInWords() throws IOException {
        Call.Facts facts = facts("""
                {"provider": "p", "providerCallId": "1", "outcome": "CHANUNAVAIL", "type": "CONFERENCE"}""");

        assertThat(facts.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(facts.rawStatus()).contains("CHANUNAVAIL");
        assertThat(facts.type()).isEmpty();
        assertThat(facts.attributes()).containsEntry("rawType", "CONFERENCE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/provider        | {'providerCallId': '1'}",
                "/providerCallId  | {'provider': 'p'}",
                "/providerCallId  | {'provider': 'p', 'providerCallId': 7}",
                "/caller          | {'provider': 'p', 'providerCallId': '1', 'caller': 442079460958}",
                "/caller          | {'provider': 'p', 'providerCallId': '1', 'caller': 'a\\u0000b'}",
                "/agent/name      | {'provider': 'p', 'providerCallId': '1', 'agent': {'name': '\\ud83c'}}",
                "/agent           | {'provider': 'p', 'providerCallId': '1', 'agent': 'Ann'}",
                "/startedAt       | {'provider': 'p', 'providerCallId': '1', 'startedAt': 'yesterday'}",
                "/startedAt       | {'provider': 'p', 'providerCallId': '1', 'startedAt': '9999-01-01T00:00:00Z'}",
                "/startedAt       | {'provider': 'p', 'providerCallId': '1', 'startedAt': '0000-01-01T00:00:00Z'}",
                "/talkMs          | {'provider': 'p', 'providerCallId': '1', 'talkMs': -1}",
                "/talkMs          | {'provider': 'p', 'providerCallId': '1', 'talkMs': 1e400}",
                "/attributes/a    | {'provider': 'p', 'providerCallId': '1', 'attributes': {'a': 1}}",
            })
    void readShouldNameTheWrongMember(String pointer, String json) throws IOException {
        ParsedItem<CallReport> item = read(json.replace('\'', '"')).get(0);

        assertThat(item.value()).isEmpty();
        assertThat(item.errors()).extracting(FieldError::pointer).containsExactly(pointer);
    }

    @Test
    void readShouldRejectTimesThatContradictEachOther() throws IOException {
        ParsedItem<CallReport> item = read("""
                        {"provider": "p", "providerCallId": "1", "startedAt": "2026-03-01T12:00:00Z",
                         "endedAt": "2026-03-01T11:59:59Z"}""").get(0);

        assertThat(item.errors()).containsExactly(new FieldError("/endedAt", "must not be before startedAt"));
    }

    @Test
    void readShouldKeepTheGoodItemsOfABatch() throws IOException {
        List<ParsedItem<CallReport>> items = read("""
                [{"provider": "p", "providerCallId": "1"}, 7, {"provider": "p", "providerCallId": "2"}]""");

        assertThat(items).extracting(item -> item.value().isPresent()).containsExactly(true, false, true);
        assertThat(items.get(2).externalId()).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "7", "\"text\"", "{", "[{]", "{} {}", "[1,]", "nul", "{\"a\": 01}"})
    void readShouldRefuseWhatIsNoBody(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableJsonException.class);
    }

    @Test
    void readShouldRefuseDeepNestingBeforeItCanHurt() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void readShouldRefuseWhatIsNotUtf8() {
        byte[] latin1 = "{\"provider\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> CallReportJson.read(new ByteArrayInputStream(latin1)))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void readShouldRefuseMoreThanAThousandItems() {
        assertThatThrownBy(() -> read("[" + "{},".repeat(1_000) + "{}]")).isInstanceOf(InvalidInputException.class);
    }

    private static Call.Facts facts(String json) throws IOException {
        CallReport report = read(json).get(0).value().orElseThrow();
        return report.toState().facts(SETTINGS, Instant.parse("2026-03-02T00:00:00Z"));
    }

    private static List<ParsedItem<CallReport>> read(String json) throws IOException {
        return CallReportJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
