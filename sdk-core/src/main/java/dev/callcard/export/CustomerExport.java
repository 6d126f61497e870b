package dev.callcard.export;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.json.ExportJson;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.storage.Storage;
import dev.callcard.visit.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Hands out all that is held of a customer as a zip file: JSON, audio, and a page that says what is what. Thread-safe; memory use
 * depends neither on the number of calls nor on the length of recordings.
 */
public final class CustomerExport {
    /** Later than any call: those of a clock that is wrong are handed out too. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-30T00:00:00Z");

    private static final int MOST_LINKS = 1_000;
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss", Locale.ROOT);

    private final Access access;
    private final Storage storage;
    private final Clock clock;

    /**
     * Exports out of a storage.
     *
     * @param access decides who may export
     * @param storage where everything is kept
     * @param clock tells the time
     */
    public CustomerExport(Access access, Storage storage, Clock clock) {
        this.access = access;
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * Prepares to hand out all that is held of a customer.
     *
     * @param viewer who takes it out
     * @param project which project
     * @param customer which customer
     * @return the archive, not yet written
     * @throws NotFoundException if the viewer has no such project, or the project no such customer
     * @throws ForbiddenException if the viewer may not
     */
    public Archive of(Viewer viewer, ProjectId project, CustomerId customer) {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.EXPORT);
        Call newest = calls(known, customer, PageRequest.first(1)).items().stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("customer"));
        return out -> write(viewer, known, newest, out);
    }

    private void write(Viewer viewer, Project project, Call newest, OutputStream out) throws IOException {
        CustomerId customer = newest.customer();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // First: whoever breaks the export off has had a part of it.
        storage.audit()
                .write(
                        project.id(),
                        AuditRecord.ofCustomer(clock, viewer, AuditRecord.Action.CUSTOMER_EXPORTED, customer));
        ZipFile.write(out, now, zip -> {
            zip.file(
                    "customer.json",
                    file -> ExportJson.writeCustomer(
                            file, project, newest, storage.erasure().hold(project.id(), customer), now));
            zip.file(
                    "calls.json",
                    file -> ExportJson.writeCalls(
                            file,
                            project,
                            () -> all(project, customer)
                                    .map(call -> exported(project, call, now))
                                    .iterator()));
            zip.file(
                    "sessions.json",
                    file -> ExportJson.writeSessions(
                            file,
                            () -> pages(page -> storage.cards()
                                            .sessions(project, customer, Optional.empty(), END_OF_TIME, page))
                                    .map(entry -> whole(project, entry.session()))
                                    .iterator()));
            long missing = 0;
            for (Call call : (Iterable<Call>) all(project, customer)::iterator) {
                Optional<ExportJson.ExportedAudio> audio = audio(project, call, entry(call));
                if (audio.isPresent() && !zip.audio(storage.recordings(), audio.get())) {
                    missing++;
                }
            }
            zip.text("README.txt", Readme.of(project, now, missing));
        });
    }

    /** With the pages that cards leave out; as cards show it if it has changed meanwhile. */
    private Session whole(Project project, Session session) {
        return session.pageCount() > session.pages().size()
                ? storage.visits()
                        .session(project.id(), session.visitor(), session.id())
                        .orElse(session)
                : session;
    }

    private ExportJson.ExportedCall exported(Project project, Call call, Instant now) {
        CallId id = call.id();
        Optional<RecordingCatalog.Entry> entry = entry(call);
        return new ExportJson.ExportedCall(
                call,
                Recording.of(entry, call, project, now),
                audio(project, call, entry),
                storage.annotations().find(project.id(), id),
                () -> pages(page -> storage.annotations().comments(project.id(), id, page))
                        .iterator(),
                storage.shareLinks().list(project.id(), id, MOST_LINKS));
    }

    private Optional<RecordingCatalog.Entry> entry(Call call) {
        return storage.recordingCatalog().find(call.project(), call.id());
    }

    /** The audio that is kept, in the archive too, under a name that is made of a time and an id. */
    private static Optional<ExportJson.ExportedAudio> audio(
            Project project, Call call, Optional<RecordingCatalog.Entry> entry) {
        return entry.flatMap(RecordingCatalog.Entry::audio)
                .map(audio -> new ExportJson.ExportedAudio(
                        "recordings/"
                                + FILE_TIME.format(call.facts()
                                        .times()
                                        .startedAt()
                                        .atZone(project.settings().timeZone()))
                                + "_" + call.id() + "." + extension(audio.contentType()),
                        audio));
    }

    private static String extension(String contentType) {
        if (contentType.startsWith("audio/wav")) {
            return "wav";
        }
        return contentType.startsWith("audio/mpeg") ? "mp3" : "ogg";
    }

    private Stream<Call> all(Project project, CustomerId customer) {
        return pages(page -> calls(project, customer, page));
    }

    private Page<Call> calls(Project project, CustomerId customer, PageRequest page) {
        return storage.cards().calls(project, customer, Optional.empty(), END_OF_TIME, page);
    }

    /** A list as a stream that has one page in memory. */
    private static <T> Stream<T> pages(Function<PageRequest, Page<T>> read) {
        return Stream.iterate(
                        Optional.of(read.apply(PageRequest.first(PageRequest.DEFAULT_LIMIT))),
                        Optional::isPresent,
                        page -> page.flatMap(Page::next)
                                .map(next -> read.apply(new PageRequest(Optional.of(next), PageRequest.DEFAULT_LIMIT))))
                .flatMap(page -> page.stream().flatMap(known -> known.items().stream()));
    }

    /** All that is held of a customer, ready to be written. */
    @FunctionalInterface
    public interface Archive {
        /**
         * Writes the zip file, and an audit record before it. A recording whose audio cannot be read does not end the work: a
         * text stands in its place. Whatever else fails leaves a file that no program takes for a whole one.
         *
         * @param out where to; not closed
         * @throws IOException if the stream fails
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
