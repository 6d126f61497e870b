package dev.callcard.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.error.FieldError;
import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Times of rows are local: what they mean around the changes of clocks. */
class RowTimesProperties {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/London"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"), // goes back by half an hour
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/St_Johns"));

    /** A call of known length is never read longer or shorter, even if both its times exist twice. */
    @Property(tries = 2_000)
    void lengthOfACallSurvivesTheChangeOfClocks(
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(max = 11) int changeOfClocks,
            @ForAll @IntRange(min = -9_000, max = 9_000) int startSeconds,
            @ForAll @IntRange(max = 600) int ringSeconds,
            @ForAll @IntRange(max = 9_000) int talkSeconds) {
        Instant change = changes(zone).get(changeOfClocks % changes(zone).size());
        Instant start = change.plusSeconds(startSeconds);
        Instant answer = start.plusSeconds(ringSeconds);
        Instant end = answer.plusSeconds(talkSeconds);

        Call.Times times = times(
                zone, text(start, zone), text(answer, zone), text(end, zone), ringSeconds + talkSeconds, talkSeconds);

        assertThat(times.total()).contains(Duration.ofSeconds(ringSeconds).plusSeconds(talkSeconds));
        assertThat(times.talk()).contains(Duration.ofSeconds(talkSeconds));
        // Which of the two hours it was cannot be known if the whole call may have been in either: then the earlier.
        assertThat(text(times.startedAt(), zone)).isEqualTo(text(start, zone));
        assertThat(times.startedAt()).isBeforeOrEqualTo(start);
    }

    @Example
    void timeThatExistsTwiceIsTheEarlier() {
        assertThat(start("Europe/London", "2026-10-25 01:30:00")).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(start("America/New_York", "2026-11-01 01:30:00")).isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
        assertThat(start("Australia/Lord_Howe", "2026-04-05 01:45:00"))
                .isEqualTo(Instant.parse("2026-04-04T14:45:00Z"));
    }

    @Example
    void timeThatDoesNotExistIsReadWithTheOffsetBefore() {
        assertThat(start("Europe/London", "2026-03-29 01:30:00")).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(start("America/New_York", "2026-03-08 02:30:00")).isEqualTo(Instant.parse("2026-03-08T07:30:00Z"));
        assertThat(start("Australia/Lord_Howe", "2026-10-04 02:15:00"))
                .isEqualTo(Instant.parse("2026-10-03T15:45:00Z"));
    }

    @Example
    void ordinaryTimesHaveTheOffsetOfTheirDay() {
        assertThat(start("Europe/London", "2026-07-01 12:00:00")).isEqualTo(Instant.parse("2026-07-01T11:00:00Z"));
        assertThat(start("Asia/Kolkata", "2026-07-01 12:00:00")).isEqualTo(Instant.parse("2026-07-01T06:30:00Z"));
        assertThat(start("Europe/London", "2026-07-01 12:00:00.250"))
                .isEqualTo(Instant.parse("2026-07-01T11:00:00.250Z"));
    }

    @Example
    void callOverTheChangeIsNotTurnedBack() {
        // 01:50 summer time to 01:10 winter time: twenty minutes.
        Call.Times times = times(
                ZoneId.of("Europe/London"),
                "2026-10-25 01:50:00",
                "2026-10-25 01:50:00",
                "2026-10-25 01:10:00",
                1_200,
                1_200);

        assertThat(times.total()).contains(Duration.ofMinutes(20));
        assertThat(times.startedAt()).isEqualTo(Instant.parse("2026-10-25T00:50:00Z"));
    }

    @Example
    void nonsenseIsRejectedByTheNameOfItsColumn() {
        assertThat(errors("2026-03-02 10:00:00", "", "2026-03-02 09:59:59", "0", "0"))
                .containsExactly(new FieldError("/end", "must not be before start"));
        assertThat(errors("2026-03-02 10:00:00", "2026-03-02 09:00:00", "2026-03-02 10:00:09", "9", "0"))
                .containsExactly(new FieldError("/answer", "must not be before start"));
        assertThat(errors("2026-03-02 10:00:00", "2026-03-02 10:00:09", "2026-03-02 10:00:05", "9", "0"))
                .containsExactly(new FieldError("/end", "must not be before answer"));
        assertThat(errors("2026-03-02 10:00:00", "", "2026-03-02 10:00:05", "-5", "-1"))
                .extracting(FieldError::pointer)
                .containsExactly("/duration", "/billsec");
        assertThat(errors("2026-03-02 10:00:00", "", "2026-03-02 10:00:05", "five", "0"))
                .extracting(FieldError::pointer)
                .containsExactly("/duration");
        assertThat(errors("", "", "2026-03-02 10:00:05", "5", "0"))
                .containsExactly(new FieldError("/start", "is missing"));
        assertThat(errors("2026-02-30 10:00:00", "", "yesterday", "5", "0"))
                .extracting(FieldError::pointer)
                .containsExactly("/start", "/end");
    }

    @Provide
    net.jqwik.api.Arbitrary<ZoneId> zones() {
        return net.jqwik.api.Arbitraries.of(ZONES);
    }

    /** The changes of clocks in some years, or one ordinary instant where there are none. */
    private static List<Instant> changes(ZoneId zone) {
        List<Instant> changes = new ArrayList<>();
        Instant at = Instant.parse("2020-01-01T00:00:00Z");
        var transition = zone.getRules().nextTransition(at);
        while (transition != null && changes.size() < 12) {
            changes.add(transition.getInstant());
            transition = zone.getRules().nextTransition(transition.getInstant());
        }
        return changes.isEmpty() ? List.of(at) : changes;
    }

    private static String text(Instant instant, ZoneId zone) {
        return FORMAT.format(LocalDateTime.ofInstant(instant, zone));
    }

    private static Instant start(String zone, String text) {
        return times(ZoneId.of(zone), text, "", "", 0, 0).startedAt();
    }

    private static Call.Times times(ZoneId zone, String start, String answer, String end, int duration, int billsec) {
        var leg = AsteriskCdr.builder(zone)
                .build()
                .read(row(start, answer, end, String.valueOf(duration), String.valueOf(billsec)));
        assertThat(leg.report().errors()).isEmpty();
        return leg.report()
                .value()
                .orElseThrow()
                .toState()
                .facts(ProjectSettings.builder("GB").build(), Instant.EPOCH)
                .times();
    }

    private static List<FieldError> errors(String start, String answer, String end, String duration, String billsec) {
        var report = AsteriskCdr.builder(ZoneId.of("Europe/London"))
                .build()
                .read(row(start, answer, end, duration, billsec))
                .report();
        assertThat(report.externalId()).isEqualTo(Optional.of("1772443200.1"));
        return report.errors();
    }

    private static List<String> row(String start, String answer, String end, String duration, String billsec) {
        String[] columns = new String[18];
        Arrays.fill(columns, "");
        columns[1] = "02079460958";
        columns[2] = "101";
        columns[9] = start;
        columns[10] = answer;
        columns[11] = end;
        columns[12] = duration;
        columns[13] = billsec;
        columns[14] = answer.isEmpty() ? "NO ANSWER" : "ANSWERED";
        columns[16] = "1772443200.1";
        return List.of(columns);
    }
}
