package dev.callcard.telephony.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.inbox.RefusedPushException;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.paging.PageRequest;
import dev.callcard.poll.PollState;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.AudioTools;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.telephony.TelephonyProvider;
import dev.callcard.telephony.fetch.HttpAudioFetcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A host with one account at a provider, and a webhook on loopback. Its clock stands until it is moved. */
final class Crm implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    final ProjectId project = ProjectId.of("shop");
    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final MemoryStorage storage;
    private final Viewer admin = Viewer.of("ann", project, Viewer.Role.ADMIN);
    private final AtomicReference<TelephonyProvider> provider = new AtomicReference<>();
    private final CallCards callCards;

    Crm() throws IOException {
        storage = new MemoryStorage(clock());
        assertThat(storage.projects()
                        .create(
                                project,
                                ProjectSettings.builder("GB")
                                        .anonymousNumbers(List.of("+266696687"))
                                        .build()))
                .isTrue();
        TelephonyAccounts accounts = () ->
                provider.get() == null ? List.of() : List.of(new TelephonyAccounts.Account(project, provider.get()));
        callCards = CallCards.builder(storage)
                .clock(clock())
                .telephony(accounts)
                .audio(new AudioTools(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(HttpAudioFetcher.builder()
                                .allowNetwork("127.0.0.1/32")
                                .credentialsOverHttp("127.0.0.1")
                                .accounts(accounts)
                                .build()),
                        Optional.empty()))
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/webhooks/", this::receive);
        server.start();
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    void account(TelephonyProvider account) {
        provider.set(account);
    }

    URI webhook(String name, String account) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/" + name + "/" + account);
    }

    PollState poll() {
        return callCards
                .polls()
                .pollNow(admin, project, provider.get().name(), provider.get().account());
    }

    List<Call> calls() {
        Project known = storage.projects().find(project).orElseThrow();
        return storage
                .log()
                .read(known, LogFilter.builder().build(), new PageRequest(Optional.empty(), 500))
                .items()
                .stream()
                .map(LogStore.Line::call)
                .toList();
    }

    Call onlyCall() {
        assertThat(calls()).hasSize(1);
        return calls().get(0);
    }

    List<QuarantinedEvent> quarantine() {
        return callCards
                .inbox()
                .quarantined(admin, project, new PageRequest(Optional.empty(), 500))
                .items();
    }

    /** Fetches recordings for as long as it may take, a day at the most. */
    Recording.State recording(Call call) {
        for (int i = 0; i < 100; i++) {
            callCards.recordingWork().runAll();
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
        }
        return storage.recordingCatalog()
                .find(project, call.id())
                .map(RecordingCatalog.Entry::state)
                .orElse(Recording.State.ABSENT);
    }

    private void receive(HttpExchange exchange) throws IOException {
        int status = 204;
        try {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            callCards
                    .inbox()
                    .receive(
                            project,
                            path[2],
                            path[3],
                            new PushRequest(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestHeaders(),
                                    new PushContent(
                                            Optional.ofNullable(exchange.getRequestURI()
                                                            .getRawQuery())
                                                    .orElse(""),
                                            Optional.ofNullable(exchange.getRequestHeaders()
                                                            .getFirst("Content-Type"))
                                                    .orElse(""),
                                            exchange.getRequestBody().readAllBytes())));
        } catch (RefusedPushException e) {
            status = 403;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
