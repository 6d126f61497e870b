package dev.callcard.storage.jdbc;

import dev.callcard.memory.MemoryStorage;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Storages on empty databases. */
enum Databases {
    H2_MEMORY {
        @Override
        DataSource dataSource() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                    + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0;QUERY_CACHE_SIZE=128");
            source.setUser("sa");
            return new TestPool(source);
        }

        @Override
        JdbcStorage.Builder builder() {
            return JdbcStorage.builder(dataSource());
        }
    },
    POSTGRESQL {
        @Override
        DataSource dataSource() {
            return Postgres.dataSource();
        }

        @Override
        JdbcStorage.Builder builder() {
            return JdbcStorage.builder(dataSource()).schema(Postgres.newSchema());
        }
    },
    MARIADB {
        @Override
        DataSource dataSource() {
            return MariaDbServer.dataSource();
        }

        @Override
        JdbcStorage.Builder builder() {
            return JdbcStorage.builder(dataSource()).schema(MariaDbServer.newDatabase());
        }
    };

    abstract DataSource dataSource();

    abstract JdbcStorage.Builder builder();

    /** A storage on tables of its own. */
    JdbcStorage storage() {
        return storage(Clock.systemUTC());
    }

    JdbcStorage storage(Clock clock) {
        return builder()
                .schemaMode(SchemaMode.MIGRATE)
                .recordings(recordings())
                .clock(clock)
                .build();
    }

    /** Stands in until a test has opened its own. */
    static Storage none() {
        return new MemoryStorage(Clock.systemUTC());
    }

    static RecordingStore recordings() {
        return new MemoryStorage(Clock.systemUTC()).recordings();
    }
}
