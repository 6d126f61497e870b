package dev.callcard.storage.jdbc;

import dev.callcard.annotation.AnnotationStore;
import dev.callcard.audit.AuditStore;
import dev.callcard.call.CallStore;
import dev.callcard.card.CardStore;
import dev.callcard.erasure.ErasureStore;
import dev.callcard.inbox.InboxStore;
import dev.callcard.log.LogStore;
import dev.callcard.poll.PollStore;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectStore;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.sharing.ShareLinkStore;
import dev.callcard.storage.Storage;
import dev.callcard.visit.Session;
import dev.callcard.visit.VisitStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * All storage ports on a database: H2, PostgreSQL or MariaDB. Safe for use by many threads and, on a server, by many nodes.
 *
 * <p>Every write is one transaction with row locks, tried again when another one is in the way. What was acknowledged is as
 * durable as the database makes a commit.
 */
public final class JdbcStorage implements Storage {
    private final Transactions transactions;
    private final Dialect dialect;
    private final Tables tables;
    private final Clock clock;
    private final RecordingStore recordings;
    private final Runnable close;
    private final Stores stores;

    private JdbcStorage(
            Transactions transactions,
            Dialect dialect,
            Tables tables,
            Clock clock,
            RecordingStore recordings,
            Runnable close) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.tables = tables;
        this.clock = clock;
        this.recordings = recordings;
        this.close = close;
        this.stores = new Stores(transactions, dialect, tables, clock);
    }

    /**
     * Opens a database in a folder of its own, makes its tables, and keeps recordings as files beside it. Needs the H2
     * library. Every commit is on disk before it is acknowledged. One process at a time can have the folder open.
     *
     * @param dir the folder; made if it is missing
     * @return the storage; {@link #close()} closes the database
     */
    public static JdbcStorage embedded(Path dir) {
        return EmbeddedH2.open(dir);
    }

    /**
     * Uses a database of the host.
     *
     * @param dataSource gives connections, best from a pool; never closed by the storage
     * @return a builder, never null
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /**
     * The same storage within a transaction of the host: whatever is done through the view becomes durable, or is undone,
     * with the host's own changes. Nothing is ever committed, rolled back, closed or tried again here. When a method
     * throws, the host must roll back. Until the transaction ends, its thread must not write through this storage itself:
     * that write may share a transaction with others that wait for the host's. On MariaDB the transaction must be READ
     * COMMITTED. Not thread-safe; of no use after the
     * transaction.
     *
     * @param connection a connection to the same database with auto-commit switched off; stays the host's
     * @return a view that need not be closed
     */
    public Storage withConnection(Connection connection) {
        Objects.requireNonNull(connection, "connection");
        return new JdbcStorage(
                new CallersTransaction(connection, dialect), dialect, tables, clock, recordings, () -> {});
    }

    /**
     * Counts everything of a project again from its calls and sessions, and compares it with what is kept. Reads the whole
     * project and changes nothing; meant for tests and for a doubt. Exact only while nobody writes.
     *
     * @param project the project
     * @return the differences in words, without personal data; empty if everything is right
     */
    public List<String> recount(ProjectId project) {
        return transactions.read("recount a project", tx -> new Recount(tables, tx, project).differences());
    }

    /** All sessions of a project with all their pages, for tests. */
    List<Session> sessions(ProjectId project) {
        Sql all = tables.sql(
                "select " + SessionRows.COLUMNS + ", s.more_pages from ${session} s where project_id = :project");
        return transactions.read("list sessions", tx -> tx.list(all, Params.of(project), SessionRows::readWhole));
    }

    @Override
    public ProjectStore projects() {
        return stores.projects();
    }

    @Override
    public CallStore calls() {
        return stores.calls();
    }

    @Override
    public VisitStore visits() {
        return stores.visits();
    }

    @Override
    public AnnotationStore annotations() {
        return stores.annotations();
    }

    @Override
    public LogStore log() {
        return stores.log();
    }

    @Override
    public CardStore cards() {
        return stores.cards();
    }

    @Override
    public RecordingCatalog recordingCatalog() {
        return stores.recordingCatalog();
    }

    @Override
    public RecordingStore recordings() {
        return recordings;
    }

    @Override
    public ShareLinkStore shareLinks() {
        return stores.shareLinks();
    }

    @Override
    public AuditStore audit() {
        return stores.audit();
    }

    @Override
    public ErasureStore erasure() {
        return stores.erasure();
    }

    @Override
    public InboxStore inbox() {
        return stores.inbox();
    }

    @Override
    public PollStore polls() {
        return stores.polls();
    }

    @Override
    public void close() {
        close.run();
    }

    /** Collects what a storage needs. Not thread-safe. */
    public static final class Builder {
        private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
        private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]{0,29}");

        private final DataSource dataSource;
        private SchemaMode schemaMode = SchemaMode.VALIDATE;
        private @Nullable String schema;
        private String prefix = "callcard_";
        private @Nullable RecordingStore recordings;
        private Clock clock = Clock.systemUTC();
        private Duration timeout = Duration.ZERO;
        private Runnable close = () -> {};

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /**
         * Says what is done about the tables.
         *
         * @param value the mode; {@link SchemaMode#VALIDATE} by default
         * @return this builder
         */
        public Builder schemaMode(SchemaMode value) {
            schemaMode = Objects.requireNonNull(value, "schemaMode");
            return this;
        }

        /**
         * Says in which schema the tables are; on MariaDB, in which database. It must exist.
         *
         * @param value small letters, digits and underscores; the connection's own schema by default
         * @return this builder
         * @throws IllegalArgumentException if it has another form
         */
        public Builder schema(String value) {
            schema = checked("schema", SCHEMA, value);
            return this;
        }

        /**
         * Says what the names of all tables begin with.
         *
         * @param value 1 to 30 small letters, digits and underscores; {@code callcard_} by default
         * @return this builder
         * @throws IllegalArgumentException if it has another form
         */
        public Builder tablePrefix(String value) {
            prefix = checked("tablePrefix", PREFIX, value);
            return this;
        }

        /**
         * Says where the bytes of recordings are.
         *
         * @param value the store; needed
         * @return this builder
         */
        public Builder recordings(RecordingStore value) {
            recordings = Objects.requireNonNull(value, "recordings");
            return this;
        }

        /**
         * Sets the clock that new ids are made by.
         *
         * @param value the clock; the system's by default
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Limits how long one answer of the database may take. A database that hangs, or a network that swallows packets, then
         * makes callers fail with {@link dev.callcard.error.UnavailableException} instead of waiting for ever; the connection
         * is given up. How long one waits for a connection is the pool's matter.
         *
         * @param value at least a millisecond; longer than the longest statement of the host's data takes. Without a limit by
         *     default: then the driver's own holds. Of no effect on H2
         * @return this builder
         * @throws IllegalArgumentException if it is shorter than a millisecond or longer than a day
         */
        public Builder timeout(Duration value) {
            if (value.toMillis() < 1 || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("timeout must be from a millisecond to a day");
            }
            timeout = value;
            return this;
        }

        DataSource dataSource() {
            return dataSource;
        }

        /** Where the tables are going to be. */
        Tables tables() throws SQLException {
            try (Connection connection = dataSource.getConnection()) {
                Dialect dialect = Dialect.of(connection);
                return new Tables(dialect, schemaOf(connection, dialect), prefix);
            }
        }

        Builder onClose(Runnable value) {
            close = value;
            return this;
        }

        /**
         * Looks at the database, sees to the tables, and makes the storage.
         *
         * @return the storage, never null
         * @throws IllegalArgumentException if the database is of a kind that is not supported
         * @throws IllegalStateException if the recordings are missing here, or the tables there, or if a MariaDB is not
         *     strict; says what to do
         * @throws dev.callcard.error.UnavailableException if the database did not answer
         */
        public JdbcStorage build() {
            RecordingStore store = recordings;
            if (store == null) {
                throw new IllegalStateException("recordings must be set, for example to a FileRecordingStore");
            }
            Dialect dialect;
            Tables tables;
            try (Connection connection = dataSource.getConnection()) {
                dialect = Dialect.of(connection);
                dialect.check(connection);
                tables = new Tables(dialect, schemaOf(connection, dialect), prefix);
            } catch (SQLException e) {
                throw Failures.translate("look at the database", e);
            }
            Migrations migrations = new Migrations(dataSource, dialect, tables);
            switch (schemaMode) {
                case VALIDATE -> migrations.validate();
                case MIGRATE -> migrations.migrate();
                case NONE -> {}
            }
            Transactions transactions = new OwnTransactions(dataSource, dialect, timeout);
            return new JdbcStorage(transactions, dialect, tables, clock, store, close);
        }

        private String schemaOf(Connection connection, Dialect dialect) throws SQLException {
            if (schema != null) {
                return schema;
            }
            return dialect.schemaOf(connection)
                    .orElseThrow(() -> new IllegalStateException(
                            "the connection has no schema of its own: name one with schema(...)"));
        }

        private static String checked(String name, Pattern form, String value) {
            if (!form.matcher(value).matches()) {
                throw new IllegalArgumentException(name + " must match " + form);
            }
            return value;
        }
    }
}
