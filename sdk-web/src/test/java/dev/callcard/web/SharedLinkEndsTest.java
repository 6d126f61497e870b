package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes on one database: whatever ends a link on one of them, the next request is refused by both. */
class SharedLinkEndsTest {
    private static EmbeddedPostgres postgres;

    private final Hand clock = new Hand();
    private final RecordingStore recordings = new MemoryStorage(clock).recordings();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    static Stream<Arguments> everyEndOnEveryDatabase() {
        return Stream.of("H2", "PostgreSQL")
                .flatMap(database -> Arrays.stream(End.values()).map(end -> Arguments.of(database, end)));
    }

    @ParameterizedTest
    @MethodSource("everyEndOnEveryDatabase")
    void nextRequestShouldBeRefusedOnEveryNode(String database, End end) throws Exception {
        String schema = "test" + UUID.randomUUID().toString().replace("-", "");
        try (JdbcStorage first = storage(database, schema);
                JdbcStorage second = storage(database, schema);
                World one = world(first);
                World two = world(second)) {
            String call = Samples.call(one);
            byte[] audio = Samples.recording(one, call, 100_000);
            Shares link = Shares.share(one, call, end == End.EXPIRED ? "{}" : "{\"expiresInDays\": null}");
            for (World node : new World[] {one, two}) {
                node.stranger().get(link.page()).is(200);
                assertThat(node.stranger().get(link.audio()).is(200).body()).isEqualTo(audio);
            }

            end.happen(one, clock, link);

            for (World node : new World[] {two, one}) {
                String never = node.stranger()
                        .get("/shared/" + World.NORTHGATE + "." + "A".repeat(43))
                        .is(404)
                        .text();
                for (String path : new String[] {link.page(), link.audio()}) {
                    assertThat(node.stranger().get(path).is(404).text()).isEqualTo(never);
                }
                node.stranger().with("Range", "bytes=0-9").get(link.audio()).is(404);
            }
        }
    }

    private JdbcStorage storage(String database, String schema) throws Exception {
        JdbcStorage.Builder builder;
        if (database.equals("H2")) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:" + schema + ";DB_CLOSE_DELAY=-1");
            builder = JdbcStorage.builder(source);
        } else {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists " + schema);
            }
            builder = JdbcStorage.builder(postgres.getPostgresDatabase()).schema(schema);
        }
        return builder.schemaMode(SchemaMode.MIGRATE)
                .recordings(recordings)
                .clock(clock)
                .build();
    }

    private World world(JdbcStorage storage) {
        return World.start(setup -> setup.clock(clock).storage(memory -> storage));
    }

    /** Why a link ends. */
    enum End {
        REVOKED {
            @Override
            void happen(World node, Hand clock, Shares link) {
                link.revoke(node);
            }
        },
        RECORDING_DELETED {
            @Override
            void happen(World node, Hand clock, Shares link) {
                node.supervisor().delete(link.recording()).is(204);
            }
        },
        SWITCHED_OFF {
            @Override
            void happen(World node, Hand clock, Shares link) {
                node.admin()
                        .json("PUT", World.API + "/settings", "{\"shareLinks\": {\"enabled\": false}}")
                        .is(200);
            }
        },
        ALL_REVOKED {
            @Override
            void happen(World node, Hand clock, Shares link) {
                SWITCHED_OFF.happen(node, clock, link);
                node.admin()
                        .json("PUT", World.API + "/settings", "{\"shareLinks\": {\"enabled\": true}}")
                        .is(200);
            }
        },
        EXPIRED {
            @Override
            void happen(World node, Hand clock, Shares link) {
                clock.advance(Duration.ofDays(30).minusNanos(1_000));
                node.stranger().get(link.audio()).is(200);
                clock.advance(Duration.ofNanos(1_000));
            }
        },
        RECORDING_ARCHIVED {
            @Override
            void happen(World node, Hand clock, Shares link) {
                clock.advance(Duration.ofDays(366));
            }
        };

        abstract void happen(World node, Hand clock, Shares link);
    }
}
