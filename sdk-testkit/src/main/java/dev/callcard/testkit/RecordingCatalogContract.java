package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.RecordingCatalog;
import org.junit.jupiter.api.Test;

/** What every {@link RecordingCatalog} does. */
public interface RecordingCatalogContract extends StorageFixture {
    @Test
    default void findRecordingShouldBeEmptyForACallWithoutOne() {
        Tenant tenant = Tenant.of(storage());

        assertThat(tenant.entry(tenant.add(report("c1")))).isEmpty();
    }
}
