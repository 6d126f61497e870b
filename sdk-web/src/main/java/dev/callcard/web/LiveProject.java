package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.NotFoundException;
import dev.callcard.log.LogStore.Change;
import dev.callcard.log.LogStore.Position;
import dev.callcard.project.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Those who listen to one project, and what they have been told. Used by one thread only. */
final class LiveProject {
    /** Who listens to more in ten seconds reads the log anew instead. */
    private static final int MOST = 1_000;

    private final CallCards callCards;
    private final ProjectId project;
    private final WebOptions.Live options;
    private final List<LiveStream> streams = new ArrayList<>();
    private Set<UUID> told = Set.of();
    private @Nullable Instant readAt;

    LiveProject(CallCards callCards, ProjectId project, WebOptions.Live options) {
        this.callCards = callCards;
        this.project = project;
        this.options = options;
    }

    boolean isEmpty() {
        streams.removeIf(LiveStream::hasEnded);
        return streams.isEmpty();
    }

    /** Tells a client what it missed; from then on it hears what the others hear. */
    void join(LiveStream stream) {
        // Up to date first, so that a newcomer does not hear with the others what was before its time.
        if (isEmpty()) {
            readAt = null;
        } else {
            poll();
        }
        LiveCursor now = now();
        List<Change> changes = read(stream, stream.since());
        if (readAt == null) {
            remember(changes, now);
        }
        streams.add(stream);
        tell(List.of(stream), changes, stream.since(), now, stream.since().isLost() || changes.size() > MOST);
    }

    /** Tells everybody what is new. */
    void poll() {
        if (isEmpty() || readAt == null) {
            return;
        }
        LiveCursor before = new LiveCursor(readAt, false);
        LiveCursor now = now();
        List<Change> read = read(streams.get(0), before);
        List<Change> news = read.stream()
                .filter(change -> !told.contains(change.position().id()))
                .toList();
        if (!news.isEmpty()) {
            tell(streams, news, before, now, read.size() > MOST);
        }
        remember(read, now);
        beat(now);
    }

    /** Shows that the line is alive, moves the cursor on, and sends those away who have listened long enough. */
    private void beat(LiveCursor now) {
        List<LiveStream> silent = streams.stream()
                .filter(stream -> stream.wasSilentFor(options.heartbeat()))
                .toList();
        audiences(silent)
                .forEach((audience, listeners) -> listeners.forEach(stream -> stream.send(LiveEvents.heartbeat(now))));
        streams.stream().filter(stream -> stream.isOlderThan(options.longest())).forEach(LiveStream::end);
    }

    private LiveCursor now() {
        return new LiveCursor(callCards.clock().instant(), false);
    }

    private List<Change> read(LiveStream reader, LiveCursor from) {
        try {
            return callCards.log().changes(reader.viewer(), project, Position.before(from.readFrom()), MOST + 1);
        } catch (NotFoundException | ForbiddenException e) {
            reader.end();
            throw e;
        }
    }

    /** What lies before the overlap is never read again. */
    private void remember(List<Change> read, LiveCursor now) {
        told = read.stream()
                .map(Change::position)
                .filter(position -> !position.at().isBefore(now.readFrom()))
                .map(Position::id)
                .collect(Collectors.toSet());
        readAt = now.at();
    }

    private void tell(List<LiveStream> to, List<Change> news, LiveCursor before, LiveCursor now, boolean tooMuch) {
        audiences(to).forEach((audience, listeners) -> {
            LiveStream first = listeners.get(0);
            byte[] events = tooMuch
                    ? LiveEvents.reset(now)
                    : LiveEvents.of(callCards, first.viewer(), first.paths(), project, news, before, now);
            listeners.forEach(stream -> stream.send(events));
        });
    }

    /** Asks for everybody whether they still may listen, and puts those together who see the same. */
    private Map<Audience, List<LiveStream>> audiences(List<LiveStream> listeners) {
        Map<Audience, List<LiveStream>> audiences = new LinkedHashMap<>();
        for (LiveStream stream : listeners) {
            try {
                Viewer viewer = stream.viewer();
                Optional<String> agent = callCards.access().onlyAgent(viewer, project, Permission.VIEW_LOG);
                audiences
                        .computeIfAbsent(new Audience(agent, stream.base()), key -> new ArrayList<>())
                        .add(stream);
            } catch (NotFoundException | ForbiddenException e) {
                stream.end();
            }
        }
        return audiences;
    }

    private record Audience(Optional<String> agent, String base) {}
}
