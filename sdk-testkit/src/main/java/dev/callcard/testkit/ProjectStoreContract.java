package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.ConflictException;
import dev.callcard.error.NotFoundException;
import dev.callcard.project.Category;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ProjectStore;
import dev.callcard.project.ShareLinkSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ProjectStore} does. */
public interface ProjectStoreContract extends StorageFixture {
    @Test
    default void createProjectShouldStartAtVersionZero() {
        ProjectId id = Tenant.newId();
        ProjectSettings settings = ProjectSettings.builder("GB").build();

        assertThat(storage().projects().create(id, settings)).isTrue();

        assertThat(storage().projects().find(id)).contains(Project.create(id, settings));
    }

    @Test
    default void createProjectShouldLeaveAnExistingOneAsItIs() {
        Tenant tenant = Tenant.of(storage());

        boolean created = storage()
                .projects()
                .create(tenant.id(), ProjectSettings.builder("US").build());

        assertThat(created).isFalse();
        assertThat(storage().projects().find(tenant.id())).contains(tenant.project());
    }

    @Test
    default void createProjectShouldSucceedForOneOfEightThreads() {
        ProjectId id = Tenant.newId();

        List<Boolean> created =
                Race.run(8, i -> storage().projects().create(id, settings().build()));

        assertThat(created).containsOnlyOnce(true);
    }

    @Test
    default void findProjectShouldBeEmptyForUnknownId() {
        assertThat(storage().projects().find(Tenant.newId())).isEmpty();
    }

    @Test
    default void projectShouldKeepEverySettingAtItsExtremes() {
        String long255 = "😀".repeat(127) + "ж";
        ProjectSettings settings = ProjectSettings.builder("FR")
                .timeZone(ZoneId.of("America/Argentina/ComodRivadavia"))
                .sessionTracking(ProjectSettings.SessionTracking.CHANNEL)
                .sessionTimeout(Duration.ofHours(10))
                .recordingEnabled(false)
                .retention(Optional.of(Duration.ofDays(36_500)))
                .archive(Optional.of(Duration.ofDays(1)))
                .retrieval(Duration.ofDays(1))
                .grace(Duration.ZERO)
                .shareLinks(new ShareLinkSettings(false, Optional.empty(), true))
                .ownNumbers(List.of("+442079460000", "020 7946 0001", long255))
                .anonymousNumbers(List.of("0000000", long255, "Не определён"))
                .ownHosts(List.of("shop.example", "a".repeat(253)))
                .targetTalk(Duration.ofMillis(1))
                .saleCycle(Duration.ofDays(3_650))
                .categories(IntStream.range(0, 100)
                        .mapToObj(i -> new Category("💡" + i, "é" + "漢".repeat(90), "#2E7d32"))
                        .toList())
                .ipStorage(ProjectSettings.IpStorage.FULL)
                .active(false)
                .allowedOrigins(List.of("https://shop.example:8443"))
                .siteKey(Optional.of("site-" + UUID.randomUUID()))
                .build();
        ProjectId id = Tenant.newId();

        storage().projects().create(id, settings);

        assertThat(storage().projects().find(id).orElseThrow().settings()).isEqualTo(settings);
    }

    @Test
    default void saveProjectShouldReplaceSettingsAndCountTheVersion() {
        Tenant tenant = Tenant.of(storage());
        ProjectSettings changed = settings().timeZone(ZoneId.of("Europe/Paris")).build();

        Project saved = storage().projects().save(tenant.id(), changed, OptionalLong.of(0), Tenant.NOON);

        assertThat(saved.version()).isEqualTo(1);
        assertThat(saved.settings()).isEqualTo(changed);
        assertThat(storage().projects().find(tenant.id())).contains(saved);
    }

    @Test
    default void saveProjectShouldRememberRulesAndUntilWhenTheyCounted() {
        Tenant tenant = Tenant.of(storage());
        Instant first = Instant.parse("2026-03-29T01:30:00.123456Z");
        Instant second = Instant.parse("2026-10-25T00:30:00.000001Z");
        var before = tenant.project().settings().callRules();

        tenant.change(first, settings -> settings.targetTalk(Duration.ofSeconds(60)));
        var between = tenant.project().settings().callRules();
        tenant.change(second, settings -> settings.saleCycle(Duration.ofDays(7)).recordingEnabled(false));

        assertThat(storage().projects().find(tenant.id()).orElseThrow().past())
                .containsExactly(new Project.PastRules(first, before), new Project.PastRules(second, between));
    }

    @Test
    default void saveProjectShouldRememberSinceWhenItIsNotActive() {
        Tenant tenant = Tenant.of(storage());
        Instant first = Instant.parse("2026-03-29T01:30:00.123456Z");

        assertThat(stored(tenant).inactiveSince()).as("never touched").isEmpty();
        tenant.change(first.plusNanos(789), settings -> settings.active(false));
        assertThat(stored(tenant)).isEqualTo(tenant.project());
        assertThat(stored(tenant).inactiveSince()).as("set").contains(first);
        tenant.change(first.plusSeconds(9), settings -> settings.targetTalk(Duration.ofSeconds(1)));
        assertThat(stored(tenant).inactiveSince()).as("kept").contains(first);
        tenant.change(first.plusSeconds(10), settings -> settings.active(true));
        assertThat(stored(tenant).inactiveSince()).as("cleared").isEmpty();
    }

    @Test
    default void saveProjectShouldRefuseAVersionThatIsNotStored() {
        Tenant tenant = Tenant.of(storage());
        ProjectSettings changed = settings().active(false).build();

        assertThatThrownBy(() -> storage().projects().save(tenant.id(), changed, OptionalLong.of(1), Tenant.NOON))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.actualVersion()).isZero());
        assertThat(storage().projects().find(tenant.id())).contains(tenant.project());
    }

    @Test
    default void saveProjectShouldThrowForUnknownId() {
        assertThatThrownBy(() -> storage()
                        .projects()
                        .save(Tenant.newId(), settings().build(), OptionalLong.empty(), Tenant.NOON))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void saveProjectShouldCountEveryOneOfEightThreads() {
        Tenant tenant = Tenant.of(storage());

        Race.run(8, i -> storage().projects().save(tenant.id(), settings().build(), OptionalLong.empty(), Tenant.NOON));

        assertThat(storage().projects().find(tenant.id()).orElseThrow().version())
                .isEqualTo(8);
    }

    @Test
    default void saveProjectShouldLetOneOfEightThreadsWinAVersion() {
        Tenant tenant = Tenant.of(storage());

        List<Boolean> won = Race.run(8, i -> {
            try {
                storage().projects().save(tenant.id(), settings().build(), OptionalLong.of(0), Tenant.NOON);
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(storage().projects().find(tenant.id()).orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    default void listProjectsShouldBeInAscendingOrderOfText() {
        String prefix = "list-" + UUID.randomUUID();
        List<ProjectId> ids = Stream.of("z", "a", "-a", "0", "a-", "a0", "-")
                .map(end -> ProjectId.of(prefix + end))
                .toList();
        ids.forEach(id -> storage().projects().create(id, settings().build()));

        assertThat(storage().projects().list().stream()
                        .map(ProjectId::value)
                        .filter(id -> id.startsWith(prefix))
                        .map(id -> id.substring(prefix.length())))
                .containsExactly("-", "-a", "0", "a", "a-", "a0", "z");
    }

    private static Project stored(Tenant tenant) {
        return tenant.storage.projects().find(tenant.id()).orElseThrow();
    }

    private static ProjectSettings.Builder settings() {
        return ProjectSettings.builder("GB");
    }
}
