package dev.callcard.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.json.SettingsJson;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectSettingsTest {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Test
    void everyWrongValueIsNamed() {
        ProjectSettings.Builder wrong = ProjectSettings.builder("gb")
                .sessionTimeout(Duration.ofSeconds(59))
                .retention(Optional.of(Duration.ofHours(23)))
                .archive(Optional.of(Duration.ZERO))
                .retrieval(Duration.ofDays(-1))
                .grace(Duration.ofNanos(-1))
                .shareLinks(new ShareLinkSettings(true, Optional.of(Duration.ZERO), false))
                .targetTalk(Duration.ofMillis(-1))
                .saleCycle(Duration.ZERO)
                .ownNumbers(List.of("+442079460958", ""))
                .anonymousNumbers(List.of("a\0b"))
                .ownHosts(List.of("shop.example", "SHOP.example", "https://shop.example"))
                .allowedOrigins(List.of("https://shop.example", "shop.example", "https://shop.example/"))
                .siteKey(Optional.of(""))
                .categories(List.of(
                        new Category("a", "A", "#000000"),
                        new Category("a", "", "red"),
                        new Category("", "x".repeat(101), "#2e7d32"),
                        new Category("n\0", "n\ud83d", "#2e7d32")));

        assertThat(pointers(wrong))
                .containsExactlyInAnyOrder(
                        "/defaultCountry",
                        "/sessionTimeoutMs",
                        "/retentionDays",
                        "/archiveDays",
                        "/retrievalDays",
                        "/graceDays",
                        "/shareLinks/defaultExpiryDays",
                        "/targetTalkMs",
                        "/saleCycleDays",
                        "/ownNumbers/1",
                        "/anonymousNumbers/0",
                        "/ownHosts/1",
                        "/ownHosts/2",
                        "/allowedOrigins/1",
                        "/allowedOrigins/2",
                        "/siteKey",
                        "/categories/1/name",
                        "/categories/1/color",
                        "/categories/1/id",
                        "/categories/2/id",
                        "/categories/2/name",
                        "/categories/3/id",
                        "/categories/3/name");
    }

    @Test
    void endlessDurationsAreNamedToo() {
        ProjectSettings.Builder wrong = ProjectSettings.builder("GB")
                .sessionTimeout(FOR_EVER)
                .retention(Optional.of(FOR_EVER))
                .archive(Optional.of(FOR_EVER))
                .retrieval(FOR_EVER)
                .grace(FOR_EVER)
                .shareLinks(new ShareLinkSettings(true, Optional.of(FOR_EVER), false))
                .targetTalk(FOR_EVER)
                .saleCycle(FOR_EVER);

        assertThat(pointers(wrong))
                .containsExactlyInAnyOrder(
                        "/sessionTimeoutMs",
                        "/retentionDays",
                        "/archiveDays",
                        "/retrievalDays",
                        "/graceDays",
                        "/shareLinks/defaultExpiryDays",
                        "/targetTalkMs",
                        "/saleCycleDays");
    }

    @Test
    void durationThatTheStoredFormWouldCutIsNamed() {
        Duration odd = Duration.ofHours(36);
        ProjectSettings.Builder wrong = ProjectSettings.builder("GB")
                .sessionTimeout(Duration.ofMinutes(30).plusNanos(1))
                .targetTalk(Duration.ofNanos(1))
                .retention(Optional.of(odd))
                .archive(Optional.of(odd))
                .retrieval(odd)
                .grace(odd)
                .shareLinks(new ShareLinkSettings(true, Optional.of(odd), false))
                .saleCycle(odd);

        assertThat(pointers(wrong)).hasSize(8);
    }

    @Test
    void longListsAreNamed() {
        ProjectSettings.Builder wrong = ProjectSettings.builder("GB")
                .ownNumbers(Collections.nCopies(1_001, "1"))
                .anonymousNumbers(List.of("x".repeat(256)));

        assertThat(pointers(wrong)).containsExactly("/ownNumbers", "/anonymousNumbers/0");
    }

    @Test
    void settingsAtTheirLimitsReadBackTheSame() {
        ProjectSettings settings = ProjectSettings.builder("GB")
                .timeZone(ZoneId.of("Australia/Lord_Howe"))
                .sessionTracking(ProjectSettings.SessionTracking.SESSION)
                .sessionTimeout(Duration.ofHours(10))
                .recordingEnabled(false)
                .retention(Optional.of(Duration.ofDays(36_500)))
                .archive(Optional.of(Duration.ofDays(1)))
                .retrieval(Duration.ofDays(1))
                .grace(Duration.ZERO)
                .shareLinks(new ShareLinkSettings(false, Optional.empty(), true))
                .targetTalk(Duration.ZERO)
                .saleCycle(Duration.ofDays(1))
                .ownNumbers(List.of("+44 20 7946 0958", "\ud83d\ude00\u2028\""))
                .anonymousNumbers(List.of("x"))
                .ownHosts(List.of("shop.example"))
                .allowedOrigins(List.of("https://shop.example:8443"))
                .siteKey(Optional.of("key"))
                .categories(List.of(new Category("a", "\ud83d\ude00", "#2E7d32")))
                .ipStorage(ProjectSettings.IpStorage.NONE)
                .active(false)
                .build();

        assertThat(SettingsJson.read(SettingsJson.write(settings)))
                .isEqualTo(settings)
                .hasSameHashCodeAs(settings);
        assertThat(settings.toBuilder().build()).isEqualTo(settings);
        assertThat(settings.toBuilder().active(true).build()).isNotEqualTo(settings);
        assertThat(settings.toString()).doesNotContain("20 7946");
    }

    @Test
    void builderUsedOnChangesNoSettingsMadeBefore() {
        ProjectSettings.Builder builder = ProjectSettings.builder("GB");
        ProjectSettings settings = builder.build();
        builder.defaultCountry("US");

        assertThat(settings.defaultCountry()).isEqualTo("GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a/b", "..", "api", "shared", "t", "assets", "embed", "a\n", "\u00e4"})
    void textThatIsNoProjectIdIsRefused(String text) {
        assertThat(ProjectId.isValid(text)).isFalse();
        assertThatThrownBy(() -> ProjectId.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void projectIdHasAtMostSixtyFourCharacters() {
        assertThat(ProjectId.isValid("a".repeat(64))).isTrue();
        assertThat(ProjectId.isValid("a".repeat(65))).isFalse();
    }

    private static List<String> pointers(ProjectSettings.Builder builder) {
        try {
            builder.build();
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors().stream().map(FieldError::pointer).toList();
        }
    }
}
