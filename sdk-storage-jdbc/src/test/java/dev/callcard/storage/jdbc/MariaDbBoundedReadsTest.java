package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.card.CardFacts;
import dev.callcard.card.CardStore;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.storage.Storage;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On MariaDB each statement of a card reads few rows however much there is, and so does a page far down a list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbBoundedReadsTest {
    private static final long MOST_ROWS = 1_000;
    private static final Instant NOW = Heavy.START.plus(Duration.ofDays(29));

    private JdbcStorage storage;
    private String database;
    private CallId call;
    private CustomerId customer;

    @BeforeAll
    void fill() throws Exception {
        database = MariaDbServer.newDatabase();
        storage = JdbcStorage.builder(MariaDbServer.dataSource())
                .schema(database)
                .schemaMode(SchemaMode.MIGRATE)
                .recordings(Databases.recordings())
                .build();
        long start = System.nanoTime();
        call = Heavy.fill(storage);
        System.out.println("MariaDB filled in " + Duration.ofNanos(System.nanoTime() - start));
        customer = storage.calls()
                .find(Heavy.PROJECT.id(), call)
                .map(Call::customer)
                .orElseThrow();
    }

    @AfterAll
    void close() {
        if (storage != null) {
            storage.close();
        }
    }

    @Test
    void theHeavyCustomerIsCountedRight() {
        CardFacts facts = storage.cards().load(request(true, Optional.empty())).orElseThrow();
        assertThat(facts.totals().calls()).isEqualTo(Heavy.CALLS);
        assertThat(facts.totals().sessions()).isEqualTo(Heavy.SESSIONS);
        assertThat(facts.totals().callsInPeriod()).isEqualTo(Heavy.CALLS);
        assertThat(facts.totals().pageViewsInPeriod()).isEqualTo((long) Heavy.SESSIONS * Heavy.PAGES);
        assertThat(storage.recount(Heavy.PROJECT.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,false,false",
        "true,true,false",
        "false,false,false",
        "false,true,false",
        "true,false,true",
        "false,true,true"
    })
    void everyStatementOfACardReadsFewRows(boolean byCall, boolean ofAgent, boolean analyzed) throws Exception {
        Optional<String> agent = ofAgent ? Optional.of("agent3") : Optional.empty();
        if (analyzed) {
            analyze();
        }
        few("card", view -> view.cards().load(request(byCall, agent)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPageFarDownReadsFewRows(boolean ofAgent) throws Exception {
        Optional<String> agent = ofAgent ? Optional.of("agent3") : Optional.empty();
        CardStore cards = storage.cards();
        PageRequest calls = half(page -> cards.calls(Heavy.PROJECT, customer, agent, NOW, page));
        few("calls", view -> view.cards().calls(Heavy.PROJECT, customer, agent, NOW, calls));
        PageRequest sessions = half(page -> cards.sessions(Heavy.PROJECT, customer, agent, NOW, page));
        few("sessions", view -> view.cards().sessions(Heavy.PROJECT, customer, agent, NOW, sessions));
        LogFilter all = LogFilter.builder().build();
        PageRequest log = half(page -> storage.log().read(Heavy.PROJECT, all, page));
        few("log", view -> view.log().read(Heavy.PROJECT, all, log));
    }

    @Test
    void cardsAreFast() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long start = System.nanoTime();
            storage.cards().load(request(true, Optional.empty()));
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.println("heavy card on MariaDB, best of 200: " + best / 1_000 + " us");
    }

    private static <T> PageRequest half(Function<PageRequest, Page<T>> list) {
        PageRequest next = new PageRequest(Optional.empty(), PageRequest.MAX_LIMIT);
        for (int i = 0; i < 2; i++) {
            next = new PageRequest(list.apply(next).next(), PageRequest.MAX_LIMIT);
        }
        return new PageRequest(next.cursor(), PageRequest.DEFAULT_LIMIT);
    }

    private <T> void few(String what, Function<Storage, T> read) throws Exception {
        try (Connection connection = MariaDbServer.dataSource().getConnection()) {
            ReadCounter counter = new ReadCounter(connection);
            assertThat(read.apply(storage.withConnection(counter.connection()))).isNotNull();
            System.out.println("MariaDB rows of " + what + ": " + counter.rows().values());
            assertThat(counter.rows()).isNotEmpty();
            assertThat(counter.rows())
                    .allSatisfy((sql, rows) -> assertThat(rows).as(sql).isLessThanOrEqualTo(MOST_ROWS));
        }
    }

    private void analyze() throws Exception {
        try (Connection connection = MariaDbServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("call", "session", "customer_session", "customer_day", "customer", "comment")) {
                statement.execute("analyze table " + database + ".callcard_" + table);
            }
        }
    }

    private CardStore.Request request(boolean byCall, Optional<String> agent) {
        return new CardStore.Request(
                Heavy.PROJECT.id(),
                byCall ? Optional.of(call) : Optional.empty(),
                byCall ? Optional.empty() : Optional.of(customer),
                NOW,
                agent,
                PageRequest.DEFAULT_LIMIT);
    }
}
