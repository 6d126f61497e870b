package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link RecordingCatalog} does. */
public interface RecordingCatalogContract extends StorageFixture {
    @Test
    default void findAudioShouldBeEmptyForACallWithoutAudio() {
        Tenant tenant = Tenant.of(storage());

        assertThat(storage().recordingCatalog().find(tenant.id(), tenant.add(report("c1"))))
                .isEmpty();
    }

    @Test
    default void saveAudioShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(tenant.id(), call, new UUID(-1L, -1L)),
                "audio/ogg; codecs=opus",
                Long.MAX_VALUE,
                "f".repeat(64),
                Optional.of(Duration.ofDays(365).plusMillis(1)));

        assertThat(storage().recordingCatalog().save(tenant.id(), call, audio)).isEmpty();

        assertThat(storage().recordingCatalog().find(tenant.id(), call)).contains(audio);
    }

    @Test
    default void saveAudioShouldKeepAnUnknownDuration() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Recording.Audio audio = new Recording.Audio(
                new RecordingStore.Key(tenant.id(), call, UUID.randomUUID()),
                "audio/mpeg",
                1,
                "0".repeat(64),
                Optional.empty());

        storage().recordingCatalog().save(tenant.id(), call, audio);

        assertThat(storage().recordingCatalog().find(tenant.id(), call)).contains(audio);
    }

    @Test
    default void saveAudioShouldGiveBackWhatItReplaces() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        Recording.Audio first = tenant.audio(call, 1);
        Recording.Audio second = tenant.audio(call, 2);
        storage().recordingCatalog().save(tenant.id(), call, first);

        assertThat(storage().recordingCatalog().save(tenant.id(), call, second)).contains(first);

        assertThat(storage().recordingCatalog().find(tenant.id(), call)).contains(second);
    }

    @Test
    default void saveAudioShouldGiveEachReplacedOneToOneOfEightThreads() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        List<Recording.Audio> audio =
                Stream.generate(() -> tenant.audio(call, 1)).limit(8).toList();

        List<Optional<Recording.Audio>> replaced =
                Race.run(8, i -> storage().recordingCatalog().save(tenant.id(), call, audio.get(i)));

        Recording.Audio last =
                storage().recordingCatalog().find(tenant.id(), call).orElseThrow();
        assertThat(Stream.concat(replaced.stream().flatMap(Optional::stream), Stream.of(last)))
                .as("every audio is either the last one or was given back once, so that its bytes can be deleted")
                .containsExactlyInAnyOrderElementsOf(audio);
    }

    @Test
    default void saveAudioShouldThrowForAnUnknownCall() {
        Tenant tenant = Tenant.of(storage());
        CallId call = new CallId(UUID.randomUUID());

        assertThatThrownBy(() -> storage().recordingCatalog().save(tenant.id(), call, tenant.audio(call, 1)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void audioShouldNotBeFoundInAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        storage().recordingCatalog().save(tenant.id(), call, tenant.audio(call, 1));
        Tenant other = Tenant.of(storage());

        assertThat(storage().recordingCatalog().find(other.id(), call)).isEmpty();
        assertThat(storage().recordingCatalog().find(Tenant.newId(), call)).isEmpty();
        assertThatThrownBy(() -> storage().recordingCatalog().save(other.id(), call, other.audio(call, 1)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void audioShouldStayWhenTheCallMovesToAnotherCustomer() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1").customerNumber("+442079460958"));
        Recording.Audio audio = tenant.audio(call, 1);
        storage().recordingCatalog().save(tenant.id(), call, audio);

        tenant.add(report("c1").customerNumber("+442079460111").reportedAt(Tenant.NOON));

        assertThat(storage().recordingCatalog().find(tenant.id(), call)).contains(audio);
        assertThat(tenant.card(call).audio()).contains(audio);
    }
}
