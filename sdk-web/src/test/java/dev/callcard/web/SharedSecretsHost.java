package dev.callcard.web;

import dev.callcard.error.UnavailableException;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A process that uses share links rightly and wrongly, and leaves behind their tokens and all rows of its databases. */
final class SharedSecretsHost {
    private static final String[] TABLES = {"TABLE", "BASE TABLE"};

    private SharedSecretsHost() {}

    /** Argument: the folder, into which go {@code tokens} and {@code rows}. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:secrets;DB_CLOSE_DELAY=-1;TRACE_LEVEL_SYSTEM_OUT=3");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Writer rows = Files.newBufferedWriter(folder.resolve("rows"), StandardCharsets.UTF_8)) {
            List<String> tokens = new ArrayList<>();
            for (DataSource database : List.of(h2, postgres.getPostgresDatabase())) {
                tokens.addAll(use(database));
                dump(database, rows);
            }
            Files.write(folder.resolve("tokens"), tokens);
        }
    }

    /** Gives the tokens of a link that still works, and of one that was taken back. */
    private static List<String> use(DataSource database) {
        Breaking store = new Breaking(new MemoryStorage(Clock.systemUTC()).recordings());
        try (JdbcStorage storage = JdbcStorage.builder(database)
                        .schemaMode(SchemaMode.MIGRATE)
                        .recordings(store)
                        .build();
                World world = World.start(setup -> setup.storage(memory -> storage))) {
            String call = Samples.call(world);
            Samples.recording(world, call, 1_000_000);
            Shares link = Shares.share(world, call);
            Shares revoked = Shares.share(world, call, "{}");
            Api stranger = world.stranger();
            stranger.get(link.page()).is(200);
            stranger.get(link.audio()).is(200);
            stranger.with("Range", "bytes=10-19").get(link.audio()).is(206);

            stranger.with("Range", "bytes=1000000-").get(link.audio()).is(416);
            stranger.json("POST", link.page(), "{\"token\": \"" + link.secret() + "\"}")
                    .is(405);
            stranger.get(link.page() + "/other").is(404);
            stranger.get(link.page() + "x").is(404);
            stranger.get("/shared/other." + link.secret()).is(404);
            stranger.get("/shared/" + link.secret()).is(404);
            stranger.get("/" + link.secret() + "/").is(401);
            world.admin().get("/" + link.secret() + "/calls/" + link.secret()).is(404);
            world.supervisor()
                    .delete(link.recording() + "/links/" + link.secret())
                    .is(404);
            store.breaks = Breaking.How.AT_ONCE;
            stranger.get(link.audio()).is(503);
            store.breaks = Breaking.How.IN_THE_MIDDLE;
            try {
                stranger.get(link.audio());
                throw new IllegalStateException("half an answer passed for a whole one");
            } catch (AssertionError e) {
                // As it must be: the connection broke.
            }
            revoked.revoke(world);
            stranger.get(revoked.page()).is(404);
            world.supervisor().get(link.recording() + "/links").is(200);
            world.admin().get(World.API + "/audit").is(200);
            return List.of(link.secret(), revoked.secret());
        }
    }

    private static void dump(DataSource database, Writer rows) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet tables = connection.getMetaData().getTables(null, null, "%", TABLES)) {
            while (tables.next()) {
                String schema = tables.getString("TABLE_SCHEM");
                if (schema.equalsIgnoreCase("public")) {
                    try (ResultSet all =
                            statement.executeQuery("select * from " + schema + "." + tables.getString("TABLE_NAME"))) {
                        dump(all, rows);
                    }
                }
            }
        }
    }

    private static void dump(ResultSet all, Writer rows) throws SQLException, IOException {
        while (all.next()) {
            for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
                Object value = all.getObject(i);
                if (value instanceof byte[] bytes) {
                    rows.write(HexFormat.of().formatHex(bytes) + " ");
                    rows.write(new String(bytes, StandardCharsets.ISO_8859_1));
                } else {
                    rows.write(String.valueOf(all.getString(i)));
                }
                rows.write('\n');
            }
        }
    }

    /** A store that breaks when it is told to. */
    private static final class Breaking implements RecordingStore {
        private final RecordingStore store;
        private volatile How breaks = How.NOT;

        private Breaking(RecordingStore store) {
            this.store = store;
        }

        @Override
        public Stored put(RecordingStore.Key key, InputStream bytes, long maxBytes) throws IOException {
            return store.put(key, bytes, maxBytes);
        }

        @Override
        public InputStream open(RecordingStore.Key key, RecordingStore.Range range) {
            if (breaks == How.AT_ONCE) {
                throw new UnavailableException("open a recording", Duration.ofSeconds(1), new IOException("broken"));
            }
            How how = breaks;
            return new FilterInputStream(store.open(key, range)) {
                private int count;

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int n = super.read(target, offset, length);
                    count += n;
                    if (how == How.IN_THE_MIDDLE && count > 500_000) {
                        throw new IOException("broken");
                    }
                    return n;
                }
            };
        }

        @Override
        public void delete(RecordingStore.Key key) {
            store.delete(key);
        }

        private enum How {
            NOT,
            AT_ONCE,
            IN_THE_MIDDLE
        }
    }
}
