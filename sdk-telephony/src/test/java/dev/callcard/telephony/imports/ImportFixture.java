package dev.callcard.telephony.imports;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallStore;
import dev.callcard.error.UnavailableException;
import dev.callcard.log.CallLog;
import dev.callcard.log.LogFilter;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A project in memory, a program that imports into it, and what it was told. */
final class ImportFixture {
    static final ProjectId PROJECT = new ProjectId("shop");
    static final ZoneId LONDON = ZoneId.of("Europe/London");

    final Clock clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    final Viewer importer = Viewer.of("importer", PROJECT, Viewer.Role.INTEGRATION);
    final Viewer admin = Viewer.of("admin", PROJECT, Viewer.Role.ADMIN);
    final CallCards cards;
    final ByteArrayOutputStream rejects = new ByteArrayOutputStream();
    final List<ImportProgress> progress = new ArrayList<>();

    ImportFixture() {
        this(tracked(), 0);
    }

    ImportFixture(ProjectSettings settings) {
        this(settings, 0);
    }

    /** A project whose store does not answer once: at the given merge of calls, counted from 1. */
    ImportFixture(int failAt) {
        this(tracked(), failAt);
    }

    private ImportFixture(ProjectSettings settings, int failAt) {
        Storage storage = new MemoryStorage(clock);
        this.cards = CallCards.builder(failAt == 0 ? storage : failing(storage, failAt))
                .clock(clock)
                .build();
        cards.projects().create(PROJECT, settings);
    }

    static ProjectSettings tracked() {
        return ProjectSettings.builder("GB")
                .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                .build();
    }

    private static Storage failing(Storage storage, int failAt) {
        AtomicInteger merges = new AtomicInteger();
        CallStore calls = proxy(CallStore.class, (proxy, method, args) -> {
            if (method.getName().equals("merge") && merges.incrementAndGet() == failAt) {
                throw new UnavailableException("merge calls", Duration.ofSeconds(1), new IOException("no answer"));
            }
            return method.invoke(storage.calls(), args);
        });
        return proxy(
                Storage.class,
                (proxy, method, args) -> method.getName().equals("calls") ? calls : method.invoke(storage, args));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
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

    List<CallLog.Entry> entries() {
        return cards.log()
                .read(admin, PROJECT, LogFilter.builder().build(), PageRequest.first(500))
                .items();
    }

    /** All calls by the provider's id. */
    List<Call> calls() {
        return entries().stream()
                .map(CallLog.Entry::call)
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
