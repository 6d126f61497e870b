package dev.callcard.demo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.card.AsOf;
import dev.callcard.card.CallCard;
import dev.callcard.log.LogFilter;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.storage.jdbc.SchemaMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide. */
class GuideTest {
    @Test
    void aFirstCardShouldTakeAFewLines(@TempDir Path folder) {
        // tag::quick-start[]
        try (JdbcStorage storage = JdbcStorage.embedded(folder)) {
            CallCards callCards = CallCards.builder(storage).build();
            ProjectId shop = ProjectId.of("shop");
            callCards.projects().create(shop, ProjectSettings.builder("GB").build());
            Viewer admin = Viewer.of("ann", shop, Viewer.Role.ADMIN);

            Instant start = Instant.parse("2026-03-02T10:15:00Z");
            CallReport report = CallReport.builder("my-telephony", "call-1")
                    .caller("020 7946 0958")
                    .startedAt(start)
                    .answeredAt(start.plusSeconds(7))
                    .endedAt(start.plusSeconds(190))
                    .outcome(Outcome.ANSWERED)
                    .build();
            String id = callCards
                    .calls()
                    .ingest(admin, shop, Call.Origin.API, List.of(report))
                    .get(0)
                    .id()
                    .orElseThrow();

            CallCard card = callCards.cards().card(admin, shop, CallId.parse(id).orElseThrow(), AsOf.NOW);
            System.out.println(
                    "talked for " + card.call().facts().times().talk().orElseThrow());
        }
        // end::quick-start[]
        try (JdbcStorage storage = JdbcStorage.embedded(folder)) {
            ProjectId shop = ProjectId.of("shop");
            Viewer admin = Viewer.of("ann", shop, Viewer.Role.ADMIN);
            LogFilter all = LogFilter.builder().build();
            assertThat(CallCards.builder(storage)
                            .build()
                            .log()
                            .read(admin, shop, all, PageRequest.first())
                            .items())
                    .singleElement()
                    .extracting(entry -> entry.call().facts().times().talk())
                    .isEqualTo(Optional.of(Duration.ofSeconds(183)));
        }
    }

    @Test
    void anOwnDatabaseShouldBeHandedIn(@TempDir Path folder) {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1", "sa", "");
        DataSource dataSource = pool;
        // tag::own-database[]
        JdbcStorage storage = JdbcStorage.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .tablePrefix("callcard_")
                .recordings(new FileRecordingStore(folder))
                .timeout(Duration.ofSeconds(10))
                .build();
        // end::own-database[]
        assertThat(storage.projects().list()).isEmpty();
        storage.close();
        pool.dispose();
    }
}
