package dev.callcard;

import dev.callcard.access.Access;
import dev.callcard.access.AccessPolicy;
import dev.callcard.access.Projects;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Annotations;
import dev.callcard.audit.AuditLog;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallIntake;
import dev.callcard.call.Calls;
import dev.callcard.card.Cards;
import dev.callcard.crm.HostContacts;
import dev.callcard.erasure.Erasures;
import dev.callcard.export.CustomerExport;
import dev.callcard.inbox.Inbox;
import dev.callcard.inbox.InboxOptions;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.log.CallLog;
import dev.callcard.poll.PollOptions;
import dev.callcard.poll.Polls;
import dev.callcard.project.Project;
import dev.callcard.recording.AudioTools;
import dev.callcard.recording.Reconciliation;
import dev.callcard.recording.RecordingWork;
import dev.callcard.recording.Recordings;
import dev.callcard.recording.sharing.ShareLinks;
import dev.callcard.storage.Storage;
import dev.callcard.telephony.Telephony;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.visit.DeviceDetector;
import dev.callcard.visit.PlaceLocator;
import dev.callcard.visit.Visits;
import dev.callcard.work.Work;
import java.time.Clock;
import java.util.Objects;

/**
 * The entry point: calls, visits, recordings, annotations, and the cards that join them. Needs a {@link Storage}, and takes
 * from the host what the host has: its access rules, its contacts. Starts no thread, opens nothing, and so has nothing to
 * close. Immutable and thread-safe.
 */
public final class CallCards {
    private final Access access;
    private final Projects projects;
    private final Calls calls;
    private final Inbox inbox;
    private final Polls polls;
    private final Telephony telephony;
    private final Visits visits;
    private final Annotations annotations;
    private final Recordings recordings;
    private final RecordingWork recordingWork;
    private final Reconciliation reconciliation;
    private final CallLog log;
    private final Cards cards;
    private final ShareLinks shareLinks;
    private final AuditLog audit;
    private final Erasures erasures;
    private final CustomerExport export;
    private final Clock clock;

    private CallCards(Builder builder) {
        Storage storage = builder.storage;
        this.clock = builder.clock;
        this.access = new Access(builder.policy, storage.projects());
        this.reconciliation = new Reconciliation(
                access,
                storage.calls(),
                storage.recordingCatalog(),
                storage.recordings(),
                builder.audio.fetcher().isPresent(),
                clock);
        this.recordingWork = new RecordingWork(
                storage.projects(),
                storage.calls(),
                storage.recordingCatalog(),
                storage.recordings(),
                builder.audio,
                reconciliation,
                clock);
        this.projects = new Projects(
                access,
                storage.projects(),
                (viewer, before, after) -> settingsChanged(storage, viewer, before, after),
                clock);
        CallIntake intake = new CallIntake(storage.calls(), recordingWork::expect, builder.fingerprints, clock);
        this.calls = new Calls(access, storage.calls(), intake);
        this.inbox = new Inbox(
                access, storage.projects(), builder.telephony, intake, storage.inbox(), builder.inboxOptions, clock);
        this.polls = new Polls(
                access, storage.projects(), builder.telephony, intake, storage.polls(), builder.pollOptions, clock);
        this.telephony = new Telephony(access, builder.telephony);
        this.visits =
                new Visits(access, storage.visits(), builder.devices, builder.places, builder.fingerprints, clock);
        this.annotations = new Annotations(access, calls, storage.annotations(), clock);
        this.recordings = new Recordings(
                access,
                storage.calls(),
                storage.recordingCatalog(),
                storage.recordings(),
                builder.audio.transcoder(),
                clock);
        this.log = new CallLog(access, storage.log(), clock);
        this.shareLinks = new ShareLinks(
                access,
                storage.projects(),
                storage.calls(),
                recordings,
                storage.recordingCatalog(),
                storage.shareLinks(),
                storage.audit(),
                clock);
        this.audit = new AuditLog(access, storage.audit());
        this.erasures = new Erasures(
                access,
                storage.erasure(),
                storage.recordingCatalog(),
                storage.recordings(),
                builder.fingerprints,
                clock);
        this.export = new CustomerExport(access, storage, clock);
        this.cards = new Cards(access, storage.cards(), storage.calls(), builder.contacts, clock);
    }

    /**
     * Starts to build.
     *
     * @param storage where everything is kept; stays the caller's, who closes it
     * @return a builder, never null
     */
    public static Builder builder(Storage storage) {
        return new Builder(storage);
    }

    /**
     * Projects and their settings.
     *
     * @return never null
     */
    public Projects projects() {
        return projects;
    }

    /**
     * Hands calls in and finds them.
     *
     * @return never null
     */
    public Calls calls() {
        return calls;
    }

    /**
     * Takes in what telephony providers push.
     *
     * @return never null
     */
    public Inbox inbox() {
        return inbox;
    }

    /**
     * Asks telephony providers for what their pushes missed.
     *
     * @return never null
     */
    public Polls polls() {
        return polls;
    }

    /**
     * Which accounts at telephony providers there are, and whether they are set up well.
     *
     * @return never null
     */
    public Telephony telephony() {
        return telephony;
    }

    /**
     * All that is due from time to time: recordings, polls, tidying up. {@link dev.callcard.work.BackgroundWork} does it as long as
     * the host runs.
     *
     * @return never null
     */
    public Work work() {
        return () -> {
            // All of them each time: one that always has something to do must not keep the others from theirs.
            boolean more = recordingWork.runOne();
            more |= polls.runOne();
            more |= inbox.runOne();
            return more;
        };
    }

    /**
     * Hands visit events in.
     *
     * @return never null
     */
    public Visits visits() {
        return visits;
    }

    /**
     * Categories, ratings and comments.
     *
     * @return never null
     */
    public Annotations annotations() {
        return annotations;
    }

    /**
     * Stores and plays recordings.
     *
     * @return never null
     */
    public Recordings recordings() {
        return recordings;
    }

    /**
     * What is due for recordings alone.
     *
     * @return never null
     */
    public RecordingWork recordingWork() {
        return recordingWork;
    }

    /**
     * Holds recordings against their bytes; the work that is due does so once a day.
     *
     * @return never null
     */
    public Reconciliation reconciliation() {
        return reconciliation;
    }

    /**
     * Links that play a recording without log-in.
     *
     * @return never null
     */
    public ShareLinks shareLinks() {
        return shareLinks;
    }

    /**
     * The project-wide call log.
     *
     * @return never null
     */
    public CallLog log() {
        return log;
    }

    /**
     * The call cards.
     *
     * @return never null
     */
    public Cards cards() {
        return cards;
    }

    /**
     * What was done that matters.
     *
     * @return never null
     */
    public AuditLog audit() {
        return audit;
    }

    /**
     * Forgets customers, holds them, and remembers who was erased.
     *
     * @return never null
     */
    public Erasures erasures() {
        return erasures;
    }

    /**
     * Hands out all that is held of a customer.
     *
     * @return never null
     */
    public CustomerExport export() {
        return export;
    }

    /**
     * Who may do what; for pages that leave out what a viewer may not do.
     *
     * @return never null
     */
    public Access access() {
        return access;
    }

    /**
     * The clock that everything goes by.
     *
     * @return never null
     */
    public Clock clock() {
        return clock;
    }

    private void settingsChanged(Storage storage, Viewer viewer, Project before, Project after) {
        // Once more when it is switched on: a link that was being made while it was switched off must not come to life.
        if (!before.settings().shareLinks().enabled()
                || !after.settings().shareLinks().enabled()) {
            storage.shareLinks()
                    .revokeAll(
                            after.id(),
                            AuditRecord.ofProject(clock, viewer, AuditRecord.Action.LINK_REVOKED)
                                    .saying("Every link of the project, as sharing was switched off."));
        }
        if (RecordingWork.isKeptDifferently(before, after)) {
            recordingWork.lookAgain(after.id());
        }
    }

    /** Collects what the host brings. Not thread-safe. */
    public static final class Builder {
        private final Storage storage;
        private AccessPolicy policy = AccessPolicy.BY_ROLE;
        private HostContacts contacts = HostContacts.NONE;
        private DeviceDetector devices = DeviceDetector.NONE;
        private PlaceLocator places = PlaceLocator.NONE;
        private AudioTools audio = AudioTools.NONE;
        private Fingerprints fingerprints = Fingerprints.NONE;
        private TelephonyAccounts telephony = TelephonyAccounts.NONE;
        private InboxOptions inboxOptions = InboxOptions.DEFAULT;
        private PollOptions pollOptions = PollOptions.DEFAULT;
        private Clock clock = Clock.systemUTC();

        private Builder(Storage storage) {
            this.storage = Objects.requireNonNull(storage, "storage");
        }

        /**
         * Sets who may do what; by role unless set.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder policy(AccessPolicy value) {
            policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /**
         * Sets who knows the contacts of a number; nobody unless set.
         *
         * @param value the host's contacts
         * @return this builder
         */
        public Builder contacts(HostContacts value) {
            contacts = Objects.requireNonNull(value, "contacts");
            return this;
        }

        /**
         * Sets who reads user agents; nobody unless set.
         *
         * @param value the detector
         * @return this builder
         */
        public Builder devices(DeviceDetector value) {
            devices = Objects.requireNonNull(value, "devices");
            return this;
        }

        /**
         * Sets who looks up addresses; nobody unless set.
         *
         * @param value the locator
         * @return this builder
         */
        public Builder places(PlaceLocator value) {
            places = Objects.requireNonNull(value, "places");
            return this;
        }

        /**
         * Sets who fetches recordings, transcodes them, and listens to them; nobody unless set.
         *
         * @param value the tools
         * @return this builder
         */
        public Builder audio(AudioTools value) {
            audio = Objects.requireNonNull(value, "audio");
            return this;
        }

        /**
         * Sets which accounts at telephony providers there are; none unless set.
         *
         * @param value the accounts
         * @return this builder
         */
        public Builder telephony(TelephonyAccounts value) {
            telephony = Objects.requireNonNull(value, "telephony");
            return this;
        }

        /**
         * Sets for how long pushes are kept, and how many are taken in at once.
         *
         * @param value the options
         * @return this builder
         */
        public Builder inbox(InboxOptions value) {
            inboxOptions = Objects.requireNonNull(value, "inbox");
            return this;
        }

        /**
         * Sets how often providers are polled.
         *
         * @param value the options
         * @return this builder
         */
        public Builder polls(PollOptions value) {
            pollOptions = Objects.requireNonNull(value, "polls");
            return this;
        }

        /**
         * Sets the secret that the ledger of what was erased is hashed with. Nobody can be erased unless it is set, and what was
         * erased stays so only under the same key.
         *
         * @param value the key
         * @return this builder
         */
        public Builder erasureKey(ErasureKey value) {
            fingerprints = Fingerprints.with(Objects.requireNonNull(value, "erasureKey"));
            return this;
        }

        /**
         * Sets the clock; the system's unless set.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Puts everything together.
         *
         * @return the entry point, never null
         */
        public CallCards build() {
            return new CallCards(this);
        }
    }
}
