package dev.callcard.telephony.imports;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.log.LogEntry;
import dev.callcard.log.LogFilter;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.SessionTracking;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A project in memory, a program that imports into it, and what it was told. */
final class ImportFixture {
    static final ProjectId PROJECT = new ProjectId("shop");
    static final ZoneId LONDON = ZoneId.of("Europe/London");

    final Clock clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    final Viewer importer = Viewer.of("importer", PROJECT, Viewer.Role.INTEGRATION);
    final Viewer admin = Viewer.of("admin", PROJECT, Viewer.Role.ADMIN);
    final CallCards cards =
            CallCards.builder(new MemoryStorage(clock)).clock(clock).build();
    final ByteArrayOutputStream rejects = new ByteArrayOutputStream();
    final List<ImportProgress> progress = new ArrayList<>();

    ImportFixture() {
        this(ProjectSettings.builder("GB")
                .sessionTracking(SessionTracking.SESSION)
                .build());
    }

    ImportFixture(ProjectSettings settings) {
        cards.projects().create(PROJECT, settings);
    }

    FileImport.Builder imports() {
        return FileImport.builder(cards, importer, PROJECT).rejects(rejects).progress(progress::add);
    }

    ImportProgress asterisk(String... rows) {
        return imports().build().asteriskCdr(stream(String.join("\n", rows) + "\n"), cdr());
    }

    static AsteriskCdr cdr() {
        return AsteriskCdr.builder(LONDON).build();
    }

    List<LogEntry> entries() {
        return cards.log()
                .read(admin, PROJECT, LogFilter.builder().build(), PageRequest.first(500))
                .items();
    }

    /** All calls by the provider's id. */
    List<Call> calls() {
        return entries().stream()
                .map(LogEntry::call)
                .sorted(Comparator.comparing(Call::key))
                .toList();
    }

    /** What is known of all calls, without our own ids. */
    List<String> facts() {
        return calls().stream()
                .map(call -> call.key() + " " + call.qualification() + " " + call.facts())
                .toList();
    }

    String rejected() {
        return rejects.toString(StandardCharsets.UTF_8);
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
