package dev.callcard.inbox;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallIntake;
import dev.callcard.call.CallReport;
import dev.callcard.error.FieldError;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.error.UnavailableException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectStore;
import dev.callcard.telephony.EventReader;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushReceiver;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.telephony.UnreadablePushException;
import dev.callcard.telephony.Verdict;
import dev.callcard.work.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what providers push. A push is verified, read, and merged into the calls that it tells of; the push itself, its effect, and
 * that it was seen are one transaction, so a push that was answered is never lost, and one that was not can come again. What is
 * genuine and cannot be taken in is put aside whole, to be read again once the reason is gone. Thread-safe.
 */
public final class Inbox implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int MOST_EVENTS_OF_CALL = 200;
    private static final int MOST_FORGOTTEN = 500;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Access access;
    private final ProjectStore projects;
    private final TelephonyAccounts accounts;
    private final CallIntake intake;
    private final InboxStore store;
    private final InboxOptions options;
    private final Clock clock;
    private final Semaphore places;

    /**
     * An inbox over a store.
     *
     * @param access decides who may look into the quarantine
     * @param projects tells which projects exist
     * @param accounts tells who may push
     * @param intake takes reports in
     * @param store keeps what came
     * @param options how the inbox works
     * @param clock tells when something came
     */
    public Inbox(
            Access access,
            ProjectStore projects,
            TelephonyAccounts accounts,
            CallIntake intake,
            InboxStore store,
            InboxOptions options,
            Clock clock) {
        this.access = access;
        this.projects = projects;
        this.accounts = accounts;
        this.intake = intake;
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.places = new Semaphore(options.mostAtOnce());
    }

    /**
     * Takes in a request to a webhook. Nobody is logged in: the provider's own proof is all there is. What this returns for survives a
     * kill of the process and of the database.
     *
     * @param project the project that the address names
     * @param provider the provider that the address names
     * @param account the account that the address names
     * @param request the request
     * @return a text that the provider wants to hear; empty otherwise
     * @throws NotFoundException if there is no such account that pushes
     * @throws RefusedPushException if nobody knows who sent it; nothing is stored
     * @throws UnavailableException if the store did not answer, or too many pushes came at once; nothing is stored, and the
     *     provider should send it again
     */
    public Optional<String> receive(ProjectId project, String provider, String account, PushRequest request) {
        PushReceiver receiver = receiver(reader(project, provider, account));
        Project known = projects.find(project).orElseThrow(() -> new NotFoundException("webhook"));
        Verdict verdict = receiver.verify(request);
        if (verdict instanceof Verdict.Refused refused) {
            LOG.warn("A push of {} was refused: {}", receiver.name(), refused.reason());
            throw new RefusedPushException(refused.reason());
        }
        if (verdict instanceof Verdict.Echo echo) {
            return Optional.of(echo.text());
        }
        settle(known, receiver, request.content());
        return Optional.empty();
    }

    /**
     * Takes in an event that the host knows to be genuine, because it came over a connection that the host opened and logged in to. What
     * this returns for survives a kill of the process and of the database.
     *
     * @param project the project
     * @param provider the provider's name
     * @param account the account's name
     * @param content the event
     * @throws NotFoundException if there is no such account that reads events
     * @throws UnavailableException if the store did not answer, or too many events came at once; nothing is stored
     */
    public void accept(ProjectId project, String provider, String account, PushContent content) {
        EventReader reader = reader(project, provider, account);
        settle(projects.find(project).orElseThrow(() -> new NotFoundException("project")), reader, content);
    }

    /**
     * Reads what was pushed about a call, masked, as long as it is kept.
     *
     * @param viewer who asks
     * @param project which project
     * @param call which call
     * @return the events, the oldest first, 200 at the most
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public List<RawEvent> events(Viewer viewer, ProjectId project, CallId call) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        return store.ofCall(project, call, MOST_EVENTS_OF_CALL);
    }

    /**
     * Lists what was put aside, the newest first.
     *
     * @param viewer who asks
     * @param project which project
     * @param page which page
     * @return the page
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public Page<QuarantinedEvent> quarantined(Viewer viewer, ProjectId project, PageRequest page) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        return store.quarantined(project, page);
    }

    /**
     * Reads one event that was put aside, whole as it came.
     *
     * @param viewer who asks
     * @param project which project
     * @param id which event
     * @return the event
     * @throws NotFoundException if the viewer has no such project, or the project no such event
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public QuarantinedEvent quarantined(Viewer viewer, ProjectId project, UUID id) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        return store.find(project, id).orElseThrow(() -> new NotFoundException("event"));
    }

    /**
     * Reads an event again that was put aside, and takes it out of the quarantine if it can be taken in now.
     *
     * @param viewer who does so
     * @param project which project
     * @param id which event
     * @throws NotFoundException if the viewer has no such project, the project no such event, or no more such an account
     * @throws ForbiddenException if the viewer may not manage the settings
     * @throws RefusedException if it still cannot be taken in; says why
     */
    public void replay(Viewer viewer, ProjectId project, UUID id) {
        Project known = access.project(viewer, project);
        QuarantinedEvent event = quarantined(viewer, project, id);
        EventReader receiver = reader(project, event.provider(), event.account());
        take(known, receiver, event.content(), event.receivedAt()).ifPresent(reason -> {
            store.quarantine(
                    project,
                    QuarantinedEvent.of(
                            event.provider(), event.account(), event.receivedAt(), reason, event.content()));
            throw new RefusedException("The event still cannot be taken in: " + reason);
        });
        store.release(project, id, audit(viewer, AuditRecord.Action.EVENT_REPLAYED, event));
    }

    /**
     * Throws away an event that was put aside.
     *
     * @param viewer who does so
     * @param project which project
     * @param id which event
     * @throws NotFoundException if the viewer has no such project, or the project no such event
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public void drop(Viewer viewer, ProjectId project, UUID id) {
        QuarantinedEvent event = quarantined(viewer, project, id);
        store.release(project, id, audit(viewer, AuditRecord.Action.EVENT_DROPPED, event));
    }

    @Override
    public boolean runOne() {
        Instant now = now();
        return store.forget(now.minus(options.keepEvents()), now.minus(options.keepQuarantined()), MOST_FORGOTTEN)
                >= MOST_FORGOTTEN;
    }

    /** Takes an event in, or puts it aside. */
    private void settle(Project project, EventReader reader, PushContent content) {
        if (!places.tryAcquire()) {
            throw new UnavailableException(
                    "take in more pushes at once", SOON, new IllegalStateException("all places are taken"));
        }
        try {
            Instant now = now();
            take(project, reader, content, now).ifPresent(reason -> {
                LOG.warn("A push of {} was put aside: {}", reader.name(), reason);
                store.quarantine(
                        project.id(), QuarantinedEvent.of(reader.name(), reader.account(), now, reason, content));
            });
        } finally {
            places.release();
        }
    }

    /** Takes a push in, and tells what of it could not be. */
    private Optional<String> take(Project project, EventReader receiver, PushContent content, Instant receivedAt) {
        List<CallReport> reports;
        try {
            reports = receiver.read(content);
        } catch (UnreadablePushException e) {
            return Optional.of(e.reason());
        } catch (InvalidInputException e) {
            return Optional.of(words(e.errors()));
        } catch (RuntimeException e) {
            // A mistake of ours must not lose what somebody else sends once only.
            return Optional.of("Reading it failed with " + e.getClass().getSimpleName() + ".");
        }
        for (CallReport report : reports) {
            Call.Key key = report.key();
            if (!key.provider().equals(receiver.name()) || !key.account().equals(receiver.account())) {
                return Optional.of("It was read as a report of another provider or account.");
            }
        }
        RawEvent event = RawEvent.of(receiver.name(), receiver.account(), receivedAt, content);
        List<ItemResult> results = intake.take(
                project, reports, (states, at, fingerprints) -> store.settle(project, event, states, fingerprints));
        List<FieldError> errors = new ArrayList<>();
        results.stream()
                .filter(result -> !result.equals(ItemResult.erased()))
                .forEach(result -> errors.addAll(result.errors()));
        return errors.isEmpty() ? Optional.empty() : Optional.of(words(errors));
    }

    private EventReader reader(ProjectId project, String provider, String account) {
        return accounts.find(project, provider, account)
                .filter(EventReader.class::isInstance)
                .map(EventReader.class::cast)
                .orElseThrow(() -> new NotFoundException("webhook"));
    }

    private static PushReceiver receiver(EventReader reader) {
        if (reader instanceof PushReceiver receiver) {
            return receiver;
        }
        throw new NotFoundException("webhook");
    }

    private AuditRecord audit(Viewer viewer, AuditRecord.Action action, QuarantinedEvent event) {
        return AuditRecord.ofProject(clock, viewer, action)
                .saying("Event " + event.id() + " of " + event.provider() + ".");
    }

    private static String words(List<FieldError> errors) {
        List<String> words = errors.stream()
                .map(error -> (error.pointer().isEmpty() ? "It" : error.pointer()) + " " + error.message() + ".")
                .distinct()
                .toList();
        return String.join(" ", words);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
