package dev.callcard.recording;

import dev.callcard.project.Project;
import dev.callcard.project.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a project keeps recordings. Dates are those of the project's zone: a recording is ready until the end of the day on
 * which its time is over, however long that day is.
 *
 * @param zone the project's zone
 * @param ready how long a recording stays ready, in whole days; empty for a calendar year
 * @param archive how long it stays in the archive after that, in whole days; empty for ever
 * @param grace how long it stays after the project became inactive, in whole days
 */
record Retention(ZoneId zone, Optional<Duration> ready, Optional<Duration> archive, Duration grace) {
    static Retention of(ProjectSettings settings) {
        return new Retention(settings.timeZone(), settings.retention(), settings.archive(), settings.grace());
    }

    /** The first instant at which a recording of a call is not ready any more, unless it was brought back. */
    Instant archivedAt(Instant callStart) {
        return endOf(lastReadyDay(callStart));
    }

    /** Whether a recording is in the archive: kept, but played upon request only. */
    boolean isArchived(RecordingCatalog.Entry entry, Instant callStart, Instant now) {
        return entry.state() == Recording.State.READY
                && !now.isBefore(archivedAt(callStart))
                && entry.availableUntil().filter(now::isBefore).isEmpty();
    }

    /** The first instant at which a recording is not kept any more; empty if that never comes under these rules. */
    Optional<Instant> expiresAt(RecordingCatalog.Entry entry, Instant callStart, Project project) {
        Optional<Instant> byAge =
                archive.map(time -> endOf(lastReadyDay(callStart).plusDays(time.toDays())));
        Optional<Instant> byProject = project.inactiveSince().map(since -> since.plus(grace));
        Optional<Instant> first =
                Stream.of(byAge, byProject).flatMap(Optional::stream).min(Comparator.naturalOrder());
        // Whoever was promised a recording for some days has it for those days.
        return first.map(at -> entry.availableUntil().filter(at::isBefore).orElse(at));
    }

    /** The same date a year later, which after a 29 February is the 1 March. */
    private LocalDate lastReadyDay(Instant callStart) {
        LocalDate day = LocalDate.ofInstant(callStart, zone);
        if (ready.isPresent()) {
            return day.plusDays(ready.get().toDays());
        }
        LocalDate later = day.plusYears(1);
        return later.getDayOfMonth() == day.getDayOfMonth() ? later : later.plusDays(1);
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
