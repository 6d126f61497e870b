package dev.callcard.storage.jdbc;

import dev.callcard.recording.FileRecordingStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;

/** Opens an H2 database in a folder, and knows which H2 does not keep what it acknowledged. The only class that names H2. */
final class EmbeddedH2 {
    private static final String FORGETFUL = "2.5.252";

    /** WRITE_DELAY=0: without it H2 loses half a second of acknowledged commits when the process is killed. */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=128;MAX_LENGTH_INPLACE_LOB=8192";

    private static final int CONNECTIONS = 16;

    private EmbeddedH2() {}

    /**
     * Fails if a database in files is run by an H2 that loses acknowledged commits when it is killed. That release writes the
     * header of the file with the place of the chunk before last, and finds no way from there to newer ones.
     */
    static void checkVersion(String version, String url) {
        if (version.startsWith(FORGETFUL) && !url.startsWith("jdbc:h2:mem:")) {
            throw new IllegalStateException("H2 " + FORGETFUL
                    + " can lose acknowledged commits when its process is killed: use 2.4.240 for a database in files");
        }
    }

    static JdbcStorage open(Path dir) {
        Path folder = dir.toAbsolutePath().normalize();
        if (folder.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException("dir must not contain a semicolon, which H2 reads as a setting");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("callcard") + SETTINGS, "callcard", "");
        pool.setMaxConnections(CONNECTIONS);
        boolean open = false;
        try {
            JdbcStorage storage = JdbcStorage.builder(pool)
                    .schemaMode(SchemaMode.MIGRATE)
                    .recordings(new FileRecordingStore(folder.resolve("recordings")))
                    .onClose(pool::dispose)
                    .build();
            open = true;
            return storage;
        } finally {
            if (!open) {
                pool.dispose();
            }
        }
    }
}
