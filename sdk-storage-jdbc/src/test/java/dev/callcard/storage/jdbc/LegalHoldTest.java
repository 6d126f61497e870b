package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes a recording is told of the row that holds its customer. */
class LegalHoldTest {
    @ParameterizedTest
    @EnumSource
    void aHoldIsOfACustomerOfAProject(Databases database) throws SQLException {
        JdbcStorage.Builder builder =
                database.builder().recordings(Databases.recordings()).schemaMode(SchemaMode.MIGRATE);
        ProjectId project = World.PROJECT.id();
        try (JdbcStorage storage = builder.build()) {
            storage.projects().create(project, World.PROJECT.settings());
            CallId held = call(storage, "c1", "+442079460958");
            CallId free = call(storage, "c2", "+442079460111");
            UUID customer = storage.calls()
                    .find(project, held)
                    .map(Call::customer)
                    .orElseThrow()
                    .value();
            hold(builder, ProjectId.of("other"), customer);
            assertThat(isHeld(storage, held)).as("in another project").isFalse();
            hold(builder, project, customer);
            assertThat(isHeld(storage, held)).isTrue();
            assertThat(isHeld(storage, free)).isFalse();
        }
    }

    private static void hold(JdbcStorage.Builder builder, ProjectId project, UUID customer) throws SQLException {
        Tables tables = builder.tables();
        try (Connection connection = builder.dataSource().getConnection();
                Tx tx = new Tx(connection, tables.dialect())) {
            tx.update(
                    tables.sql("""
                            insert into ${legal_hold} (project_id, customer_id, placed_by, placed_at)
                            values (:project, :customer, :by, :at)
                            """),
                    Params.of(project)
                            .with("customer", customer)
                            .with("by", "Ann")
                            .with("at", World.START));
        }
    }

    private static boolean isHeld(JdbcStorage storage, CallId call) {
        List<Boolean> held = new ArrayList<>();
        storage.recordingCatalog()
                .change(
                        World.PROJECT.id(),
                        call,
                        (RecordingCatalog.Known known) -> {
                            held.add(known.held());
                            return known.entry();
                        },
                        Optional.empty());
        return held.get(held.size() - 1);
    }

    private static CallId call(JdbcStorage storage, String id, String number) {
        CallReport report = CallReport.builder("p", id).customerNumber(number).build();
        return storage.calls()
                .merge(World.PROJECT, Call.Origin.API, List.of(report.toState()), World.START)
                .get(0)
                .id();
    }
}
