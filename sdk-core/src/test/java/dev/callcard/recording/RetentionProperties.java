package dev.callcard.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionProperties {
    private static final ProjectId SHOP = ProjectId.of("shop");
    private static final CallId CALL = new CallId(UUID.randomUUID());
    private static final String[] ZONES = {
        "UTC", "Europe/London", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati"
    };

    @ParameterizedTest
    @CsvSource({
        "2025-11-20T10:00:00Z, Europe/London,    2026-11-21T00:00:00Z",
        "2024-02-29T10:00:00Z, UTC,              2025-03-02T00:00:00Z",
        "2023-02-28T10:00:00Z, UTC,              2024-02-29T00:00:00Z",
        "2023-03-01T10:00:00Z, UTC,              2024-03-02T00:00:00Z",
        "2025-06-30T22:59:59Z, Europe/London,    2026-06-30T23:00:00Z",
        "2025-06-30T23:00:00Z, Europe/London,    2026-07-01T23:00:00Z",
        "2025-12-31T10:30:00Z, Pacific/Apia,     2026-12-31T11:00:00Z"
    })
    void recordingShouldBeReadyToTheEndOfTheSameDateAYearLater(Instant start, ZoneId zone, Instant end) {
        Project project = project(zone, settings -> settings);
        RecordingCatalog.Entry entry = ready();

        assertThat(isArchived(project, entry, start, end.minusNanos(1_000))).isFalse();
        assertThat(isArchived(project, entry, start, end)).isTrue();
    }

    @Property(tries = 10_000)
    void recordingShouldNeverBeArchivedOrExpireEarly(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long startSecond,
            @ForAll @IntRange(min = 0, max = 5) int zone,
            @ForAll @IntRange(min = 0, max = 800) int days,
            @ForAll @IntRange(min = 0, max = 800) int archiveDays,
            @ForAll @IntRange(min = -100_000, max = 100_000) int secondsFromEnd) {
        Instant start = Instant.ofEpochSecond(startSecond);
        ZoneId at = ZoneId.of(ZONES[zone]);
        Project project = project(
                at,
                settings -> settings.retention(days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)))
                        .archive(archiveDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(archiveDays))));
        LocalDate last = lastDay(start.atZone(at).toLocalDate(), days);
        Instant now = last.atTime(LocalTime.MAX).atZone(at).toInstant().plusSeconds(secondsFromEnd);

        // Said of dates, where the code speaks of instants.
        boolean over = ZonedDateTime.ofInstant(now, at).toLocalDate().isAfter(last);
        assertThat(isArchived(project, ready(), start, now)).isEqualTo(over);
        Optional<Instant> expires = Retention.of(project.settings()).expiresAt(ready(), start, project);
        assertThat(expires.isPresent()).isEqualTo(archiveDays != 0);
        expires.ifPresent(end -> {
            LocalDate lastArchived = last.plusDays(archiveDays);
            assertThat(end.minusNanos(1).atZone(at).toLocalDate()).isEqualTo(lastArchived);
            assertThat(end.atZone(at).toLocalDate()).isAfter(lastArchived);
        });
    }

    @Test
    void retrievedRecordingShouldBeReadyUntilItsTimeIsOver() {
        Project project = project(ZoneId.of("UTC"), settings -> settings.archive(Optional.of(Duration.ofDays(1))));
        Instant start = Instant.parse("2024-01-10T10:00:00Z");
        Instant until = Instant.parse("2025-01-20T10:00:00Z");
        RecordingCatalog.Entry entry = ready().available(until);

        assertThat(isArchived(project, entry, start, until.minusSeconds(1))).isFalse();
        assertThat(isArchived(project, entry, start, until)).isTrue();
        assertThat(Retention.of(project.settings()).expiresAt(entry, start, project))
                .contains(until);
    }

    @Test
    void recordingsOfAnInactiveProjectShouldGoAfterItsGraceTime() {
        Instant closed = Instant.parse("2026-03-01T12:00:00Z");
        Project active = project(ZoneId.of("UTC"), settings -> settings.grace(Duration.ofDays(30)));
        Project inactive =
                active.change(active.settings().toBuilder().active(false).build(), closed);
        Instant start = Instant.parse("2026-02-10T10:00:00Z");

        assertThat(Retention.of(active.settings()).expiresAt(ready(), start, active))
                .isEmpty();
        assertThat(Retention.of(inactive.settings()).expiresAt(ready(), start, inactive))
                .contains(closed.plus(Duration.ofDays(30)));
        Project again = inactive.change(active.settings(), closed.plusSeconds(1));
        assertThat(Retention.of(again.settings()).expiresAt(ready(), start, again))
                .isEmpty();
    }

    private static LocalDate lastDay(LocalDate day, int days) {
        if (days > 0) {
            return day.plusDays(days);
        }
        boolean leapDay = day.getMonthValue() == 2 && day.getDayOfMonth() == 29;
        return leapDay ? LocalDate.of(day.getYear() + 1, 3, 1) : day.withYear(day.getYear() + 1);
    }

    private static boolean isArchived(Project project, RecordingCatalog.Entry entry, Instant start, Instant now) {
        return Retention.of(project.settings()).isArchived(entry, start, now);
    }

    private static Project project(ZoneId zone, java.util.function.UnaryOperator<ProjectSettings.Builder> change) {
        return Project.create(
                SHOP, change.apply(ProjectSettings.builder("GB").timeZone(zone)).build());
    }

    private static RecordingCatalog.Entry ready() {
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(SHOP, CALL, UUID.randomUUID()),
                "audio/ogg",
                1,
                "0".repeat(64),
                Optional.empty());
        return RecordingCatalog.Entry.ready(SHOP, CALL, audio, Optional.empty());
    }
}
