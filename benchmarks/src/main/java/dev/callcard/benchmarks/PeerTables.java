package dev.callcard.benchmarks;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** The tables that a host would make without the product: plain rows, and the indexes that the card's queries want. */
final class PeerTables {
    private static final List<String> TABLES = List.of("""
            create table call (
                id bigint primary key,
                project_id varchar(64) %1$s not null,
                phone varchar(32) %1$s not null,
                visitor_id varchar(255) %1$s,
                started_at timestamp with time zone not null,
                answered_at timestamp with time zone,
                ended_at timestamp with time zone,
                outcome varchar(32) not null,
                type varchar(16) not null,
                destination varchar(32) not null,
                agent_id varchar(64),
                agent_name varchar(255))""", """
            create table session (
                id bigint primary key,
                project_id varchar(64) %1$s not null,
                phone varchar(32) %1$s not null,
                visitor_id varchar(255) %1$s not null,
                started_at timestamp with time zone not null,
                ended_at timestamp with time zone not null,
                channel varchar(32) not null,
                source varchar(255),
                landing_page varchar(1024) not null,
                referrer varchar(1024),
                device varchar(64),
                os varchar(64),
                browser varchar(64),
                ip varchar(64),
                country varchar(64),
                city varchar(255))""", """
            create table page_view (
                id bigint primary key,
                session_id bigint not null,
                project_id varchar(64) %1$s not null,
                phone varchar(32) %1$s not null,
                viewed_at timestamp with time zone not null,
                url varchar(1024) %1$s not null,
                title varchar(1024),
                time_ms bigint)""", """
            create table blob (
                project_id varchar(64) %1$s not null,
                phone varchar(32) %1$s not null,
                card %2$s not null,
                primary key (project_id, phone))""");
    private static final List<String> INDEXES = List.of(
            "create index call_by_phone on call (project_id, phone, started_at)",
            "create index session_by_phone on session (project_id, phone, started_at)",
            "create index page_view_by_session on page_view (session_id, viewed_at)",
            "create index page_view_by_phone on page_view (project_id, phone, viewed_at)");

    private PeerTables() {}

    /** Makes and fills the tables in the connection's schema. */
    static void fill(Connection connection, World world) throws SQLException {
        boolean isPostgres = connection.isWrapperFor(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table.formatted(
                        isPostgres ? "collate \"C\"" : "", isPostgres ? "bytea" : "varbinary(4194304)"));
            }
            try (Rows rows = Rows.into(connection, "call", 12)) {
                for (int i = 0; i < world.callCount(); i++) {
                    call(rows, world.call(i));
                }
            }
            try (Rows rows = Rows.into(connection, "session", 16)) {
                for (int i = 0; i < world.viewCount(); i++) {
                    View view = world.view(i);
                    if (view.opens()) {
                        session(rows, view);
                    }
                }
            }
            try (Rows rows = Rows.into(connection, "page_view", 8)) {
                for (int i = 0; i < world.viewCount(); i++) {
                    view(rows, world.view(i));
                }
            }
            for (String index : INDEXES) {
                statement.execute(index);
            }
        }
    }

    /** Puts a ready card for every customer, so that the table is as large as the others; the probes have their own. */
    static void fillBlobs(Connection connection, World world, Map<Probe, byte[]> cards) throws SQLException {
        byte[] usual = requireNonNull(cards.get(Probe.MEDIAN));
        try (PreparedStatement delete = connection.prepareStatement("delete from blob");
                PreparedStatement insert = connection.prepareStatement("insert into blob values (?, ?, ?)")) {
            delete.execute();
            int waiting = 0;
            for (Customer customer : world.customers()) {
                byte[] card = cards.entrySet().stream()
                        .filter(entry -> entry.getKey().customer().equals(customer))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(usual);
                insert.setString(1, Product.PROJECT.value());
                insert.setString(2, customer.phone());
                insert.setBytes(3, card);
                insert.addBatch();
                if (++waiting % Loader.BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void call(Rows rows, Ring ring) throws SQLException {
        rows.add(
                ring.key(),
                Product.PROJECT.value(),
                ring.customer().phone(),
                ring.visitor(),
                ring.at(),
                ring.isAnswered() ? ring.answeredAt() : null,
                ring.endedAt(),
                ring.isAnswered() ? "ANSWERED" : "NO_ANSWER",
                "INBOUND",
                Ring.DESTINATION,
                ring.isAnswered() ? ring.agentId() : null,
                ring.isAnswered() ? ring.agentName() : null);
    }

    private static void session(Rows rows, View first) throws SQLException {
        Customer customer = first.customer();
        int last = customer.pages(first.session()) - 1;
        long seconds = 0;
        for (int page = 0; page < last; page++) {
            seconds += customer.gapAfter(first.session(), page);
        }
        rows.add(
                first.sessionKey(),
                Product.PROJECT.value(),
                customer.phone(),
                first.visitor(),
                first.at(),
                first.at().plusSeconds(seconds),
                first.isFromCampaign() ? "PAID_SEARCH" : first.referrer().isPresent() ? "ORGANIC" : "DIRECT",
                first.isFromCampaign() ? "google" : null,
                first.url(),
                first.referrer().orElse(null),
                "desktop",
                "Windows",
                "Firefox",
                first.ip(),
                "UA",
                "Київ");
    }

    private static void view(Rows rows, View view) throws SQLException {
        rows.add(
                view.key(),
                view.sessionKey(),
                Product.PROJECT.value(),
                view.customer().phone(),
                view.at(),
                view.url(),
                view.title(),
                view.millis().isPresent() ? view.millis().getAsLong() : null);
    }
}
