package dev.callcard.visit;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.error.FieldError;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Hands visit events in. Thread-safe. */
public final class Visits {
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final Access access;
    private final VisitStore store;
    private final DeviceDetector devices;
    private final PlaceLocator places;
    private final Fingerprints fingerprints;
    private final Clock clock;

    /**
     * Visits over a store.
     *
     * @param access decides who may hand in
     * @param store keeps them
     * @param devices reads user agents
     * @param places looks up addresses
     * @param fingerprints takes the fingerprints of who may have been erased
     * @param clock tells now
     */
    public Visits(
            Access access,
            VisitStore store,
            DeviceDetector devices,
            PlaceLocator places,
            Fingerprints fingerprints,
            Clock clock) {
        this.access = access;
        this.store = store;
        this.devices = devices;
        this.places = places;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /**
     * Hands in what visitors did, in any order and as often as you like. What is accepted survives a kill once this
     * returns. Long texts are cut to 1,024 characters, and the address to what the project wants stored.
     *
     * @param viewer who hands in
     * @param project which project
     * @param reports any number of reports; memory grows with it, 1,000 is a good number
     * @return what became of each report, in order; a rejected one does not touch the others
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not hand in
     * @throws dev.callcard.error.UnavailableException if the store did not answer; handing in again is safe
     */
    public List<ItemResult> ingest(Viewer viewer, ProjectId project, List<VisitReport> reports) {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.INGEST);
        if (known.settings().sessionTracking() != ProjectSettings.SessionTracking.SESSION) {
            // What nobody may look at is not stored either.
            FieldError error = new FieldError("", "visits are not tracked in this project, see its settings");
            return reports.stream()
                    .map(report -> ItemResult.rejected(List.of(error)))
                    .toList();
        }
        Instant limit = clock.instant().plus(CLOCK_SKEW);
        List<VisitEvent> events = new ArrayList<>();
        for (VisitReport report : reports) {
            if (isInTime(report, limit)) {
                events.add(toStore(report, known.settings().ipStorage()));
            }
        }
        var statuses = store.append(known, events, fingerprints).iterator();
        return reports.stream()
                .map(report -> isInTime(report, limit)
                        ? result(statuses.next(), report)
                        : ItemResult.rejected(
                                List.of(new FieldError("/at", "must be after 1970 and not in the future"))))
                .toList();
    }

    private static ItemResult result(ItemResult.Status status, VisitReport report) {
        return status == ItemResult.Status.REJECTED
                ? ItemResult.erased()
                : ItemResult.accepted(status, report.event().eventId());
    }

    private static boolean isInTime(VisitReport report, Instant limit) {
        Instant at = report.event().at();
        return !at.isBefore(Instant.EPOCH) && !at.isAfter(limit);
    }

    private VisitEvent toStore(VisitReport report, ProjectSettings.IpStorage mode) {
        VisitEvent event = report.event();
        return new VisitEvent(
                event.eventId(),
                event.visitor(),
                event.type(),
                event.at(),
                event.url(),
                event.title().map(Visits::cut),
                event.referrer().map(Visits::cut),
                report.userAgent()
                        .map(Visits::cut)
                        .filter(text -> !text.isBlank())
                        .map(devices::detect)
                        .orElse(Device.UNKNOWN),
                report.ip().flatMap(ip -> IpAddress.stored(ip, mode)),
                report.ip().flatMap(places::locate));
    }

    private static String cut(String text) {
        return PageUrl.shorten(text, PageUrl.MAX_LENGTH);
    }
}
