package dev.callcard.recording.sharing;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.audit.AuditStore;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallStore;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectStore;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.Recordings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes, lists, takes back and opens links that play a recording without log-in. Whether a link works is asked anew each time,
 * so it ends the moment it is taken back, expires, its recording goes, or the project switches sharing off. Thread-safe.
 */
public final class ShareLinks {
    /** The most links of one call that are listed. */
    public static final int MOST_LISTED = 500;

    /** The longest life of a link that does not live as long as its recording. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(36_500);

    private static final int TOKEN_BYTES = 32;
    /** 256 bits in base64: of the last character four count, the others are 0. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private final Access access;
    private final ProjectStore projects;
    private final CallStore calls;
    private final Recordings recordings;
    private final RecordingCatalog catalog;
    private final ShareLinkStore store;
    private final AuditStore audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Links over stores.
     *
     * @param access decides who may share
     * @param projects tells whether a project shares
     * @param calls finds the calls
     * @param recordings tells what may be played
     * @param catalog keeps where each recording is in its life
     * @param store keeps the links
     * @param audit keeps that a link was used
     * @param clock tells the time
     */
    public ShareLinks(
            Access access,
            ProjectStore projects,
            CallStore calls,
            Recordings recordings,
            RecordingCatalog catalog,
            ShareLinkStore store,
            AuditStore audit,
            Clock clock) {
        this.access = access;
        this.projects = projects;
        this.calls = calls;
        this.recordings = recordings;
        this.catalog = catalog;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a link that lives as long as the project's settings say.
     *
     * @param viewer who shares
     * @param project which project
     * @param call whose recording
     * @return the link with its token
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not share
     * @throws RefusedException if the project does not share, or the recording is not ready
     */
    public Created create(Viewer viewer, ProjectId project, CallId call) {
        return create(
                viewer,
                project,
                call,
                access.project(viewer, project).settings().shareLinks().defaultExpiry());
    }

    /**
     * Makes a link.
     *
     * @param viewer who shares
     * @param project which project
     * @param call whose recording
     * @param lifetime how long the link lives, a second to {@link #MAX_LIFETIME}; empty for as long as the recording
     * @return the link with its token
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not share
     * @throws InvalidInputException if the lifetime is out of range
     * @throws RefusedException if the project does not share, or the recording is not ready
     */
    public Created create(Viewer viewer, ProjectId project, CallId call, Optional<Duration> lifetime) {
        Project known = access.project(viewer, project);
        Recording recording = recordings.get(viewer, project, call, Permission.SHARE);
        if (!known.settings().shareLinks().enabled()) {
            throw new RefusedException("Sharing is switched off in this project's settings.");
        }
        if (recording.audio().isEmpty()) {
            throw new RefusedException("Only a recording that can be played can be shared.");
        }
        if (lifetime.isPresent()
                && (lifetime.get().compareTo(Duration.ofSeconds(1)) < 0
                        || lifetime.get().compareTo(MAX_LIFETIME) > 0)) {
            throw new InvalidInputException("/lifetime", "must be from 1 second to 36500 days");
        }
        Instant now = now();
        ShareLink link =
                new ShareLink(project, TimeOrderedId.next(clock), call, viewer.name(), now, lifetime.map(now::plus), 0);
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        store.create(link, hash(token), AuditRecord.ofCall(clock, viewer, AuditRecord.Action.LINK_CREATED, call));
        return new Created(link, project + "." + token);
    }

    /**
     * Lists the links of a call, newest first, {@link #MOST_LISTED} at the most; expired ones too, so that people see what became
     * of them.
     *
     * @param viewer who asks
     * @param project which project
     * @param call whose recording
     * @return the links, without their tokens
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not share
     */
    public List<ShareLink> list(Viewer viewer, ProjectId project, CallId call) {
        recordings.get(viewer, project, call, Permission.SHARE);
        return store.list(project, call, MOST_LISTED);
    }

    /**
     * Takes a link back, at once. Idempotent.
     *
     * @param viewer who takes it back
     * @param project which project
     * @param call whose recording
     * @param link which link
     * @throws NotFoundException if the viewer has no such project, or the project no such call
     * @throws ForbiddenException if the viewer may not share
     */
    public void revoke(Viewer viewer, ProjectId project, CallId call, UUID link) {
        recordings.get(viewer, project, call, Permission.SHARE);
        store.revoke(project, call, link, AuditRecord.ofCall(clock, viewer, AuditRecord.Action.LINK_REVOKED, call));
    }

    /**
     * Opens what a token shares, for anybody who has the token. Does not count: see {@link #opened}.
     *
     * @param token any text: {@code project.random}
     * @return what may be played; empty for every token that does not work, whatever the reason
     */
    public Optional<Shared> open(String token) {
        int dot = token.lastIndexOf('.');
        if (dot < 0 || !ProjectId.isValid(token.substring(0, dot))) {
            return Optional.empty();
        }
        String secret = token.substring(dot + 1);
        if (!TOKEN.matcher(secret).matches()) {
            return Optional.empty();
        }
        return projects.find(ProjectId.of(token.substring(0, dot)))
                .filter(project -> project.settings().shareLinks().enabled())
                .flatMap(project -> store.find(project.id(), hash(secret)).flatMap(link -> shared(project, link)));
    }

    /**
     * Counts that somebody opened the page of a link.
     *
     * @param shared what the link shares
     */
    public void opened(Shared shared) {
        ShareLink link = shared.link();
        store.countAccess(link.project(), link.id());
        if (link.accessCount() == 0) {
            audit.write(link.project(), AuditRecord.bySystem(clock, AuditRecord.Action.LINK_USED, link.call()));
        }
    }

    private Optional<Shared> shared(Project project, ShareLink link) {
        Instant now = now();
        if (link.isExpired(now)) {
            return Optional.empty();
        }
        return calls.find(project.id(), link.call())
                .flatMap(call -> Recording.of(catalog.find(project.id(), link.call()), call, project, now)
                        .audio()
                        .map(audio -> new Shared(link, audio, call, project)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A new link.
     *
     * @param link the link
     * @param token what makes it work, {@code project.random}; a secret that is told here and never again
     */
    public record Created(ShareLink link, String token) {
        /** Checks that both parts are there. */
        public Created {
            Objects.requireNonNull(link, "link");
            Objects.requireNonNull(token, "token");
        }

        /** Leaves the token out: it must not reach a log by accident. */
        @Override
        public String toString() {
            return "Created[link=" + link + "]";
        }
    }

    /**
     * What a link shares.
     *
     * @param link the link
     * @param audio the audio
     * @param call the call; who called is shown only if {@link dev.callcard.project.ShareLinkSettings#showCaller()} says so
     * @param project the project with its settings
     */
    public record Shared(ShareLink link, Recording.Audio audio, Call call, Project project) {
        /** Checks that all parts are there. */
        public Shared {
            Objects.requireNonNull(link, "link");
            Objects.requireNonNull(audio, "audio");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(project, "project");
        }
    }
}
