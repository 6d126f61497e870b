package dev.callcard.memory;

import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.tracking.Attribution;
import dev.callcard.visit.Session;
import dev.callcard.visit.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class MemoryLog implements LogStore {
    private final Memory memory;

    MemoryLog(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Page<Line> read(Project project, LogFilter filter, PageRequest page) {
        return memory.read(project.id(), known -> {
                    Stream<Line> lines = known.allCalls().stream()
                            .filter(call -> matches(project, filter, call))
                            .map(call -> line(known, project, call))
                            .filter(line -> matches(known, filter, line));
                    return Optional.of(Newest.page(lines, line -> MemoryCalls.cursor(line.call()), page));
                })
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    }

    @Override
    public List<Change> changes(ProjectId project, Position after, int limit) {
        return memory.read(
                        project,
                        known -> Optional.of(known.changes.tailMap(after, false).values().stream()
                                .limit(limit)
                                .toList()))
                .orElseGet(List::of);
    }

    @Override
    public int forgetChanges(Instant before, int limit) {
        return memory.writeAll(projects -> {
            int forgotten = 0;
            for (ProjectMemory known : projects.values()) {
                List<Position> old = known.changes.headMap(Position.before(before)).keySet().stream()
                        .limit(limit)
                        .toList();
                old.forEach(known.changes::remove);
                forgotten += old.size();
            }
            return forgotten;
        });
    }

    private static Line line(ProjectMemory known, Project project, Call call) {
        return new Line(
                call,
                source(known, project, call),
                MemoryAnnotations.annotation(known, call.id()),
                known.recording(call.id()));
    }

    private static Optional<Source> source(ProjectMemory known, Project project, Call call) {
        if (project.settings().sessionTracking() != ProjectSettings.SessionTracking.SESSION) {
            return Optional.empty();
        }
        Instant start = call.facts().times().startedAt();
        Optional<Session> latest = call.facts()
                .visitor()
                .flatMap(visitor -> known.sessions(visitor).stream()
                        .filter(session -> !session.startedAt().isAfter(start))
                        .min(Newest.first(MemoryCards::cursor)));
        Attribution attribution = Attribution.ofVisitor(
                call.facts().visitor(),
                call.facts().times(),
                latest,
                project.settings().sessionTimeout());
        return attribution.kind() == Attribution.Kind.SESSION ? latest.map(Session::source) : Optional.empty();
    }

    private static boolean matches(Project project, LogFilter filter, Call call) {
        Call.Facts facts = call.facts();
        Instant start = facts.times().startedAt();
        return isIn(filter.calls(), call.id())
                && filter.from().map(from -> !start.isBefore(from)).orElse(true)
                && filter.to().map(start::isBefore).orElse(true)
                && (filter.types().isEmpty()
                        || facts.type().map(filter.types()::contains).orElse(false))
                && isIn(filter.outcomes(), facts.outcome())
                && isIn(filter.qualifications(), call.qualification())
                && isIn(filter.origins(), call.origin())
                && filter.agent().map(agent -> MemoryCalls.isOf(call, agent)).orElse(true)
                && filter.number().map(number -> isOf(project, call, number)).orElse(true)
                && filter.provider().map(call.key().provider()::equals).orElse(true);
    }

    private static boolean matches(ProjectMemory known, LogFilter filter, Line line) {
        Annotation annotation = line.annotation();
        return filter.category().map(annotation.categories()::contains).orElse(true)
                && (filter.rating().isEmpty()
                        || isRated(annotation, filter.rating().getAsInt()))
                && filter.hasRecording()
                        .map(wanted -> wanted
                                == line.recording()
                                        .flatMap(RecordingCatalog.Entry::audio)
                                        .isPresent())
                        .orElse(true)
                && filter.source()
                        .map(wanted -> line.source()
                                .flatMap(Source::source)
                                .map(name -> fold(name).equals(fold(wanted)))
                                .orElse(false))
                        .orElse(true)
                && filter.comment()
                        .map(wanted -> MemoryAnnotations.comments(
                                        known, line.call().id())
                                .values()
                                .stream()
                                .anyMatch(comment ->
                                        fold(comment.content().text()).contains(fold(wanted))))
                        .orElse(true);
    }

    private static <T> boolean isIn(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static boolean isOf(Project project, Call call, String number) {
        CustomerKey key = project.settings().phoneParser().parse(number).key();
        return key.joins() && key.equals(call.facts().customerNumber().key());
    }

    private static boolean isRated(Annotation annotation, int value) {
        return Stream.of(annotation.callRating(), annotation.managerRating())
                .flatMap(Optional::stream)
                .anyMatch(rating -> rating.value() == value);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
