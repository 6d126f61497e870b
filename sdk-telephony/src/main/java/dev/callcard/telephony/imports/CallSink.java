package dev.callcard.telephony.imports;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.ingest.ItemResult;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.Recording;
import dev.callcard.telephony.imports.ImportRun.RecordingResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Hands calls in, and their recordings after them. */
final class CallSink implements ImportRun.Sink<CallReport> {
    private static final Set<Recording.State> WANTING = EnumSet.of(
            Recording.State.ABSENT, Recording.State.EXPECTED, Recording.State.FETCHING, Recording.State.FAILED);

    private final CallCards cards;
    private final Viewer viewer;
    private final ProjectId project;
    private final Optional<RecordingsFolder> folder;
    private final boolean again;
    private final UnaryOperator<FieldError> naming;

    CallSink(
            CallCards cards,
            Viewer viewer,
            ProjectId project,
            Optional<RecordingsFolder> folder,
            boolean again,
            UnaryOperator<FieldError> naming) {
        this.cards = cards;
        this.viewer = viewer;
        this.project = project;
        this.folder = folder;
        this.again = again;
        this.naming = naming;
    }

    @Override
    public List<ItemResult> ingest(List<CallReport> batch) {
        return cards.calls().ingest(viewer, project, Call.Origin.IMPORT, batch).stream()
                .map(result -> new ItemResult(
                        result.status(),
                        result.id(),
                        result.errors().stream().map(naming).toList()))
                .toList();
    }

    @Override
    public List<RecordingResult> attach(List<Item<CallReport>> accepted, List<String> ids) {
        if (folder.isEmpty()) {
            return accepted.stream().map(item -> RecordingResult.NOTHING).toList();
        }
        Project known = cards.projects().get(viewer, project);
        Set<String> tried = new HashSet<>(); // the legs of a call mostly share one file
        List<RecordingResult> results = new ArrayList<>();
        for (int i = 0; i < accepted.size(); i++) {
            results.add(attach(known, folder.get(), accepted.get(i), ids.get(i), tried));
        }
        return results;
    }

    private RecordingResult attach(
            Project known, RecordingsFolder recordings, Item<CallReport> item, String id, Set<String> tried) {
        CallReport report = item.parsed().value().orElseThrow();
        Call.Facts facts =
                report.toState().facts(known.settings(), cards.clock().instant());
        if (!known.rulesAt(facts.times().startedAt()).recording()) {
            return RecordingResult.NOTHING;
        }
        try {
            Optional<Path> file = find(recordings, names(item, facts));
            if (file.isEmpty() || !tried.add(id + " " + file.get())) {
                return RecordingResult.NOTHING;
            }
            CallId call = CallId.parse(id).orElseThrow();
            Recording.State state = cards.recordings().state(viewer, project, call);
            if (!WANTING.contains(state) && !(again && state == Recording.State.READY)) {
                return RecordingResult.NOTHING;
            }
            try (InputStream bytes = Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)) {
                cards.recordings().attach(viewer, project, call, bytes);
            }
            return new RecordingResult(true, List.of());
        } catch (InvalidInputException e) {
            return new RecordingResult(
                    false,
                    e.errors().stream()
                            .map(error -> new FieldError("/recording", error.message()))
                            .toList());
        } catch (IOException e) {
            // Not the exception's own words: they name the file, and files are named after numbers.
            return new RecordingResult(
                    false, List.of(new FieldError("/recording", "names a file that cannot be read")));
        }
    }

    private static Optional<Path> find(RecordingsFolder recordings, List<String> names) throws IOException {
        for (String name : names) {
            Optional<Path> file = recordings.find(name);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Item<CallReport> item, Call.Facts facts) {
        List<String> names = new ArrayList<>(item.recordingNames());
        facts.recording()
                .filter(reference -> !reference.isUrl())
                .ifPresent(reference -> names.add(reference.location()));
        return names;
    }
}
