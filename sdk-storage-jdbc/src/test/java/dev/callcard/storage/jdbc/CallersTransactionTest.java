package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.storage.Storage;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Within the host's transaction everything lives and dies with it. */
class CallersTransactionTest {
    @ParameterizedTest
    @EnumSource
    void theHostDecidesWhetherItIsKept(Databases database) throws Exception {
        JdbcStorage.Builder builder =
                database.builder().recordings(Databases.recordings()).schemaMode(SchemaMode.MIGRATE);
        try (JdbcStorage storage = builder.build();
                Connection connection = builder.dataSource().getConnection()) {
            storage.projects().create(World.PROJECT.id(), World.PROJECT.settings());
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            Storage view = storage.withConnection(connection);
            CallId undone = write(view, "1");
            assertThat(view.calls().find(World.PROJECT.id(), undone)).isPresent();
            assertThat(storage.calls().find(World.PROJECT.id(), undone)).isEmpty();
            connection.rollback();
            assertThat(storage.calls().find(World.PROJECT.id(), undone)).isEmpty();
            assertThat(storage.recount(World.PROJECT.id())).isEmpty();
            CallId kept = write(view, "2");
            view.close();
            assertThat(connection.isClosed()).isFalse();
            connection.commit();
            assertThat(storage.calls().find(World.PROJECT.id(), kept)).isPresent();
            assertThat(storage.recount(World.PROJECT.id())).isEmpty();
            connection.setAutoCommit(true);
            assertThatThrownBy(() -> write(view, "3"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("auto-commit");
        }
    }

    private static CallId write(Storage storage, String id) {
        storage.visits()
                .append(
                        World.PROJECT,
                        List.of(VisitEvent.pageView(
                                "e" + id, new VisitorId("visitor0"), World.START, "https://shop.example/")),
                        Fingerprints.NONE);
        World world = new World(1, "", 1);
        return storage.calls()
                .merge(
                        World.PROJECT,
                        Call.Origin.API,
                        List.of(world.report(id).toState()),
                        World.START,
                        Fingerprints.NONE)
                .get(0)
                .id();
    }
}
