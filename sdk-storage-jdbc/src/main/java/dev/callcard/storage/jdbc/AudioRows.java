package dev.callcard.storage.jdbc;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.RecordingStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is kept of the bytes of recordings: what there is to see of them, and which are to be deleted. Stateless. */
final class AudioRows {
    private final Clock clock;
    private final Sql findAnalysis;
    private final Sql insertAnalysis;
    private final Sql deleteAnalysis;
    private final InsertIfAbsent discard;
    private final Sql discarded;
    private final Sql forget;
    private final List<Sql> names;

    AudioRows(Dialect dialect, Tables tables, Clock clock) {
        this.clock = clock;
        this.findAnalysis = tables.sql("""
                select analysis from ${recording_analysis}
                where project_id = :project and call_id = :call and version = :version
                """);
        this.insertAnalysis = tables.sql("""
                insert into ${recording_analysis} (project_id, call_id, version, analysis)
                values (:project, :call, :version, :analysis)
                """);
        this.deleteAnalysis = tables.sql("""
                delete from ${recording_analysis}
                where project_id = :project and call_id = :call and version = :version
                """);
        this.discard = InsertIfAbsent.of(
                dialect,
                tables,
                "discarded_recording",
                "project_id=project call_id=call version=version discarded_at=at",
                "project_id call_id version");
        // Of all projects. By nothing but the time, or MariaDB would not see that the index has this order.
        this.discarded = tables.sql("""
                select d.project_id, d.call_id, d.version from ${discarded_recording} d
                order by d.discarded_at limit :most
                """);
        this.forget = tables.sql("""
                delete from ${discarded_recording}
                where project_id = :project and call_id = :call and version = :version
                """);
        this.names = List.of(tables.sql("""
                        select r.version from ${recording} r
                        where r.project_id = :project and r.call_id = :call and r.version = :version
                        """), tables.sql("""
                        select d.version from ${discarded_recording} d
                        where d.project_id = :project and d.call_id = :call and d.version = :version
                        """));
    }

    Optional<AudioAnalyzer.Analysis> analysis(Tx tx, RecordingStore.Key key) throws SQLException {
        return tx.first(findAnalysis, EntryRows.of(key), row -> row.bytes("analysis"))
                .flatMap(PackedAnalysis::read);
    }

    void save(Tx tx, RecordingStore.Key key, AudioAnalyzer.Analysis analysis) throws SQLException {
        tx.update(deleteAnalysis, EntryRows.of(key));
        tx.update(insertAnalysis, EntryRows.of(key).with("analysis", PackedAnalysis.write(analysis)));
    }

    /** Notes bytes that are to be deleted; what was seen of them goes at once. */
    void discard(Tx tx, RecordingStore.Key key) throws SQLException {
        Params params = EntryRows.of(key).with("at", clock.instant().truncatedTo(ChronoUnit.MICROS));
        tx.insertIfAbsent(discard, params);
        tx.update(deleteAnalysis, params);
    }

    /** The statement that lists what is to be deleted. */
    Sql discarded() {
        return discarded;
    }

    List<RecordingStore.Key> discarded(Tx tx, int limit) throws SQLException {
        return tx.list(
                discarded,
                new Params().with("most", limit),
                row -> new RecordingStore.Key(
                        ProjectId.of(row.text("project_id")), new CallId(row.uuid("call_id")), row.uuid("version")));
    }

    void forget(Tx tx, RecordingStore.Key key) throws SQLException {
        tx.update(forget, EntryRows.of(key));
    }

    Set<RecordingStore.Key> known(Tx tx, Collection<RecordingStore.Key> keys) throws SQLException {
        Map<ProjectId, List<RecordingStore.Key>> byProject = new LinkedHashMap<>();
        keys.forEach(key -> byProject
                .computeIfAbsent(key.project(), project -> new ArrayList<>())
                .add(key));
        Set<RecordingStore.Key> known = new HashSet<>();
        for (List<RecordingStore.Key> some : byProject.values()) {
            List<Params> params = some.stream().map(EntryRows::of).toList();
            for (Sql sql : names) {
                List<List<Boolean>> found = tx.lookUps(sql, params, row -> true);
                for (int i = 0; i < some.size(); i++) {
                    if (!found.get(i).isEmpty()) {
                        known.add(some.get(i));
                    }
                }
            }
        }
        return known;
    }
}
