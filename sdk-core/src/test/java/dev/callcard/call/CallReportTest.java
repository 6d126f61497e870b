package dev.callcard.call;

import static dev.callcard.call.Reports.at;
import static dev.callcard.call.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallReportTest {
    @Test
    void reportNeedsOnlyItsProviderAndId() {
        assertThat(wrong(CallReport.builder("p", "1"))).isEmpty();
        assertThat(wrong(CallReport.builder("", ""))).containsExactly("/provider", "/providerCallId");
        assertThat(wrong(CallReport.builder("p".repeat(65), "1".repeat(256))))
                .containsExactly("/provider", "/providerCallId");
        assertThat(wrong(CallReport.builder("p".repeat(64), "1".repeat(255)))).isEmpty();
        assertThat(wrong(report().account("a".repeat(256)))).containsExactly("/account");
        assertThat(wrong(report().legOf(""))).containsExactly("/legOf");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, , /answeredAt",
        "0, , -1, /endedAt",
        ", 5, 4, /endedAt",
        "3, 2, 4, /answeredAt",
        "0, 5, 4, /endedAt",
    })
    void timesThatContradictEachOtherAreRejectedByName(Long started, Long answered, Long ended, String pointer) {
        CallReport.Builder report = report();
        Optional.ofNullable(started).ifPresent(second -> report.startedAt(at(second)));
        Optional.ofNullable(answered).ifPresent(second -> report.answeredAt(at(second)));
        Optional.ofNullable(ended).ifPresent(second -> report.endedAt(at(second)));

        assertThat(wrong(report)).containsOnly(pointer);
    }

    @Test
    void everyTimeInTheFutureIsNamed() {
        CallReport report = report().startedAt(at(1))
                .answeredAt(at(2))
                .endedAt(at(3))
                .reportedAt(at(4))
                .build();

        assertThat(report.timesAfter(at(1)).stream().map(FieldError::pointer))
                .containsExactly("/answeredAt", "/endedAt", "/reportedAt");
        assertThat(report.timesAfter(at(4))).isEmpty();
        assertThat(report().build().timesAfter(Instant.EPOCH)).isEmpty();
    }

    @Test
    void reportOfAnyYearThatIsAcceptedCanBeStored() {
        for (String time : List.of("1970-01-01T00:00:00Z", "2262-04-11T23:47:17Z", "9998-12-31T23:59:59Z")) {
            Instant at = Instant.parse(time);
            CallState state = report().startedAt(at)
                    .outcome(Outcome.BUSY)
                    .reportedAt(at)
                    .build()
                    .toState();

            assertThat(CallState.decode(state.key(), state.encode())).isEqualTo(state);
        }
    }

    @Test
    void equalTimesDoNotContradict() {
        assertThat(wrong(report().startedAt(at(0)).answeredAt(at(0)).endedAt(at(0))))
                .isEmpty();
        // Less than a microsecond apart is the same time.
        assertThat(wrong(report().startedAt(at(0).plusNanos(900)).endedAt(at(0).plusNanos(100))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1000000000-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59.000001Z",
                "1969-12-31T23:59:59.999999Z",
                "9999-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void timeOutsideTheYearsThatCanBeStoredIsRejected(String text) {
        Instant time = Instant.parse(text);

        assertThat(wrong(report().startedAt(time))).containsExactly("/startedAt");
        assertThat(wrong(report().answeredAt(time))).containsExactly("/answeredAt");
        assertThat(wrong(report().endedAt(time))).containsExactly("/endedAt");
        assertThat(wrong(report().reportedAt(time))).containsExactly("/reportedAt");
    }

    @Test
    void timeAtTheEdgeOfTheYearsIsAccepted() {
        assertThat(wrong(report().startedAt(Instant.EPOCH)
                        .reportedAt(Instant.EPOCH)
                        .endedAt(Instant.parse("9998-12-31T23:59:59Z"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\0", "\ud83d", "\ude00\ud83d", "x\udc00"})
    void nulAndHalfCharactersAreRejectedByField(String bad) {
        assertThat(wrong(CallReport.builder("p", bad))).containsExactly("/providerCallId");
        assertThat(wrong(CallReport.builder(bad, "1"))).containsExactly("/provider");
        assertThat(wrong(report().account(bad))).containsExactly("/account");
        assertThat(wrong(report().legOf(bad))).containsExactly("/legOf");
        assertThat(wrong(report().attribute(bad, "x"))).containsExactly("/attributes");
        assertThat(wrong(report().attribute("x", bad))).containsExactly("/attributes");
        assertThat(wrong(everyText(bad))).containsExactlyInAnyOrderElementsOf(POINTERS);
        assertThat(wrong(report().recording(new Call.RecordingReference(bad, false, Optional.empty()))))
                .containsExactly("/recording/path");
    }

    @Test
    void overLongTextIsRejectedByField() {
        assertThat(wrong(everyText("x".repeat(5_000)))).containsExactlyInAnyOrderElementsOf(POINTERS);
        assertThat(wrong(everyText("x".repeat(255)))).isEmpty();
        assertThat(wrong(everyText("\ud83d\ude00".repeat(127)))).isEmpty();
        assertThat(wrong(report().status("x".repeat(1_025)))).containsExactly("/rawStatus");
        assertThat(wrong(report().attribute("", "x"))).containsExactly("/attributes");
        assertThat(wrong(report().attribute("x", "x".repeat(1_025)))).containsExactly("/attributes");
        assertThat(wrong(report().visitorId(""))).containsExactly("/visitorId");
    }

    @Test
    void tooManyAttributesAreRejected() {
        CallReport.Builder report = report();
        for (int i = 0; i < 50; i++) {
            report.attribute("name" + i, "");
        }
        assertThat(wrong(report)).isEmpty();
        assertThat(wrong(report.attribute("one more", ""))).containsExactly("/attributes");
    }

    @Test
    void everyWrongFieldIsNamedAtOnceAndNoValueIsRepeated() {
        CallReport.Builder report = CallReport.builder("", "secret-id")
                .caller("secret\0")
                .startedAt(at(10))
                .endedAt(at(0))
                .attribute("secret\0", "secret\0");
        InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, report::build);

        assertThat(thrown.errors().stream().map(FieldError::pointer))
                .containsExactlyInAnyOrder("/provider", "/caller", "/endedAt", "/attributes", "/attributes");
        assertThat(thrown).hasMessageNotContaining("secret");
    }

    @Test
    void reportNeverShowsItsNumbers() {
        CallReport report =
                report().caller("+442079460958").attribute("k", "secret").build();
        CallState state = report.toState();

        assertThat(report + " " + state).doesNotContain("20794", "secret", "call-1");
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWERED, ANSWERED",
        "no-answer, NO_ANSWER",
        "No Answer, NO_ANSWER",
        "' busy ', BUSY",
        "in-progress, IN_PROGRESS",
        "voicemail, VOICEMAIL",
        "canceled, CANCELED",
        "forbidden destination, FORBIDDEN_DESTINATION"
    })
    void outcomeIsReadWhateverItsCase(String text, Outcome outcome) {
        assertThat(Outcome.parse(text)).contains(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "answered!", "PROPER", "no__answer", "ANSWERED BUSY"})
    void unknownOutcomeIsNone(String text) {
        assertThat(Outcome.parse(text)).isEmpty();
    }

    private static final List<String> POINTERS = List.of(
            "/caller",
            "/destination",
            "/trackingNumber",
            "/customerNumber",
            "/agent/id",
            "/agent/name",
            "/agent/number",
            "/rawStatus",
            "/department",
            "/scheme",
            "/visitorId",
            "/recording/url",
            "/recording/contentType");

    private static CallReport.Builder everyText(String text) {
        return report().caller(text)
                .destination(text)
                .trackingNumber(text)
                .customerNumber(text)
                .agent(new Call.Agent(Optional.of(text), Optional.of(text), Optional.of(text)))
                .rawStatus(text)
                .department(text)
                .scheme(text)
                .visitorId(text)
                .recording(new Call.RecordingReference(text, true, Optional.of(text)));
    }

    private static List<String> wrong(CallReport.Builder report) {
        try {
            report.build();
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors().stream().map(FieldError::pointer).toList();
        }
    }
}
