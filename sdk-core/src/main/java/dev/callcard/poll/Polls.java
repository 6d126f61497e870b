package dev.callcard.poll;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallIntake;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectStore;
import dev.callcard.telephony.CallPoller;
import dev.callcard.telephony.ProviderException;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.work.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers for the calls of the time since it asked last, and of some time before that: providers tell of a call late, change it
 * later, and those that do not repeat their pushes lose them whenever nobody listens. What is known already changes nothing. How far
 * it got is kept after each slice, so that what breaks off goes on from there. Several nodes may do so at once. Thread-safe.
 */
public final class Polls implements Work {
    /** For how long one account is kept from others. */
    public static final Duration LEASE = Duration.ofMinutes(15);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    /** How long an account that is not due is not looked at, so that many accounts do not cost a question each every moment. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");
    private static final int MOST_DOUBLINGS = 10;
    private static final int MOST_PAGES = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

    private final Access access;
    private final ProjectStore projects;
    private final TelephonyAccounts accounts;
    private final CallIntake intake;
    private final PollStore store;
    private final PollOptions options;
    private final Clock clock;
    /** Saves asking the store; it is the store that decides. */
    private final Map<List<String>, Instant> notBefore = new ConcurrentHashMap<>();

    /**
     * Polls over a store.
     *
     * @param access decides who may look and ask
     * @param projects tells which projects exist
     * @param accounts tells whom to ask
     * @param intake takes reports in
     * @param store keeps how far it got
     * @param options how often to ask
     * @param clock tells what is due
     */
    public Polls(
            Access access,
            ProjectStore projects,
            TelephonyAccounts accounts,
            CallIntake intake,
            PollStore store,
            PollOptions options,
            Clock clock) {
        this.access = access;
        this.projects = projects;
        this.accounts = accounts;
        this.intake = intake;
        this.store = store;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public boolean runOne() {
        for (TelephonyAccounts.Account account : accounts.all()) {
            if (account.provider() instanceof CallPoller poller && askIfDue(account.project(), poller)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells how far an account was polled.
     *
     * @param viewer who asks
     * @param project which project
     * @param provider the provider's name
     * @param account the account's name
     * @return the state; one that is due at once if it was never polled
     * @throws NotFoundException if the viewer has no such project, or the project no such account that can be asked
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public PollState state(Viewer viewer, ProjectId project, String provider, String account) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        CallPoller poller = poller(project, provider, account);
        return store.find(project, poller.name(), poller.account())
                .orElseGet(() -> PollState.initial(project, poller.name(), poller.account()));
    }

    /**
     * Asks an account now.
     *
     * @param viewer who wants so
     * @param project which project
     * @param provider the provider's name
     * @param account the account's name
     * @return how that went; a provider that did not answer is told by {@link PollState#failure()}
     * @throws NotFoundException if the viewer has no such project, or the project no such account that can be asked
     * @throws ForbiddenException if the viewer may not manage the settings
     */
    public PollState pollNow(Viewer viewer, ProjectId project, String provider, String account) {
        access.require(viewer, project, Permission.MANAGE_SETTINGS);
        CallPoller poller = poller(project, provider, account);
        Project known = access.project(viewer, project);
        // Two who ask at the same time do no harm: what is known already changes nothing.
        PollState claimed = store.claim(project, poller.name(), poller.account(), ALWAYS, now().plus(LEASE))
                .orElseThrow(() -> new NotFoundException("account that can be asked"));
        return ask(known, poller, claimed);
    }

    private boolean askIfDue(ProjectId project, CallPoller poller) {
        List<String> name = List.of(project.value(), poller.name(), poller.account());
        Instant now = now();
        if (now.isBefore(notBefore.getOrDefault(name, now))) {
            return false;
        }
        Optional<Project> known = projects.find(project);
        Optional<PollState> claimed =
                known.flatMap(there -> store.claim(project, poller.name(), poller.account(), now, now.plus(LEASE)));
        if (claimed.isEmpty()) {
            notBefore.put(name, now.plus(BETWEEN_LOOKS));
            return false;
        }
        notBefore.put(name, ask(known.orElseThrow(), poller, claimed.get()).dueAt());
        return true;
    }

    private PollState ask(Project project, CallPoller poller, PollState before) {
        Instant end = now();
        Duration overlap = poller.capabilities().latest();
        Instant start = before.polledUntil()
                .map(until -> until.isAfter(end) ? end : until)
                .map(until -> until.minus(overlap))
                .orElseGet(() -> end.minus(options.firstLookBack()).minus(overlap));
        Run run = new Run(project, poller, before);
        try {
            for (Instant from = start; from.isBefore(end); ) {
                Instant to = earlier(from.plus(poller.longestSlice()), end);
                run.slice(CallPoller.Slice.first(from, to));
                from = to;
            }
            return run.finish(Optional.empty(), now().plus(pause(poller)));
        } catch (ProviderException e) {
            LOG.warn("{} could not be asked for calls: {}", poller.name(), e.reason());
            Duration wait = pause(poller).multipliedBy(1L << Math.min(before.failures(), MOST_DOUBLINGS));
            Duration pause = wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
            Duration wish = e.retryAfter().orElse(Duration.ZERO);
            return run.finish(Optional.of(e.reason()), now().plus(wish.compareTo(pause) > 0 ? wish : pause));
        }
    }

    private Duration pause(CallPoller poller) {
        return poller.capabilities().redelivers() ? options.redelivering() : options.forgetful();
    }

    private CallPoller poller(ProjectId project, String provider, String account) {
        return accounts.find(project, provider, account)
                .filter(CallPoller.class::isInstance)
                .map(CallPoller.class::cast)
                .orElseThrow(() -> new NotFoundException("account that can be asked"));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** One run over an account. */
    private final class Run {
        private final Project project;
        private final CallPoller poller;
        private PollState state;
        private long missed;
        private long completed;
        private long unreadable;

        Run(Project project, CallPoller poller, PollState before) {
            this.project = project;
            this.poller = poller;
            this.state = before;
        }

        void slice(CallPoller.Slice first) throws ProviderException {
            Optional<CallPoller.Slice> next = Optional.of(first);
            for (int page = 0; next.isPresent(); page++) {
                if (page == MOST_PAGES) {
                    throw new ProviderException(
                            ProviderException.Kind.UNREADABLE, "The provider's pages have no end.", Optional.empty());
                }
                CallPoller.Slice slice = next.get();
                CallPoller.Page answer = poller.poll(slice);
                intake.take(project, Call.Origin.POLL, answer.calls()).forEach(this::count);
                answer.unreadable().forEach(reason -> {
                    unreadable++;
                    LOG.warn("A call that {} told when asked could not be read: {}", poller.name(), reason);
                });
                next = answer.next().map(slice::next);
            }
            Instant until = first.to().truncatedTo(ChronoUnit.MICROS);
            if (state.polledUntil().map(until::isAfter).orElse(true)) {
                // Keeps the lease, and how far it got.
                state = with(Optional.of(until), now().plus(LEASE), state.ranAt(), state.failures(), state.failure());
                store.save(state);
            }
        }

        PollState finish(Optional<String> failure, Instant dueAt) {
            state = with(
                    state.polledUntil(),
                    dueAt,
                    Optional.of(now()),
                    failure.isPresent() ? state.failures() + 1 : 0,
                    failure);
            store.save(state);
            if (missed + completed > 0) {
                LOG.info(
                        "Asking {} brought {} calls that were not known, and completed {}.",
                        poller.name(),
                        missed,
                        completed);
            }
            return state;
        }

        private PollState with(
                Optional<Instant> until,
                Instant dueAt,
                Optional<Instant> ranAt,
                int failures,
                Optional<String> failure) {
            Optional<PollState.Healed> healed = missed + completed + unreadable == 0
                    ? state.healed()
                    : Optional.of(new PollState.Healed(now(), missed, completed, unreadable));
            return new PollState(
                    state.project(), state.provider(), state.account(), until, dueAt, ranAt, failures, failure, healed);
        }

        private void count(ItemResult result) {
            switch (result.status()) {
                case CREATED -> missed++;
                case UPDATED -> completed++;
                case UNCHANGED -> {}
                case REJECTED -> unreadable += result.equals(ItemResult.erased()) ? 0 : 1;
            }
        }
    }
}
