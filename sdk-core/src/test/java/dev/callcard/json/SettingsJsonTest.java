package dev.callcard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.project.Category;
import dev.callcard.project.Project;
import dev.callcard.project.Project.PastRules;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ShareLinkSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsJsonTest {
    private static final ProjectSettings FULL = ProjectSettings.builder("GB")
            .timeZone(ZoneId.of("Europe/London"))
            .sessionTracking(ProjectSettings.SessionTracking.SESSION)
            .sessionTimeout(Duration.ofMinutes(45))
            .recordingEnabled(false)
            .retention(Optional.of(Duration.ofDays(400)))
            .archive(Optional.of(Duration.ofDays(700)))
            .retrieval(Duration.ofDays(3))
            .grace(Duration.ofDays(10))
            .shareLinks(new ShareLinkSettings(false, Optional.empty(), true))
            .ownNumbers(List.of("020 7946 0123"))
            .anonymousNumbers(List.of("+266696687"))
            .ownHosts(List.of("shop.example"))
            .targetTalk(Duration.ofSeconds(20))
            .saleCycle(Duration.ofDays(14))
            .categories(List.of(new Category("order", "Order 🪑", "#2e7d32")))
            .ipStorage(ProjectSettings.IpStorage.NONE)
            .active(false)
            .siteKey(Optional.of("site-1"))
            .allowedOrigins(List.of("https://shop.example"))
            .build();

    @Test
    void writtenSettingsShouldReadBackEqual() {
        assertThat(SettingsJson.read(SettingsJson.write(FULL))).isEqualTo(FULL);
        ProjectSettings defaults = ProjectSettings.builder("US").build();
        assertThat(SettingsJson.read(SettingsJson.write(defaults))).isEqualTo(defaults);
    }

    @Test
    void pastRulesShouldReadBackEqual() {
        List<PastRules> past = List.of(new PastRules(
                Instant.parse("2026-03-01T12:00:00.000001Z"),
                new Project.CallRules(Duration.ofSeconds(20), Duration.ofDays(14), true)));

        assertThat(SettingsJson.readPast(SettingsJson.writePast(past))).isEqualTo(past);
    }

    @Test
    void changeShouldKeepWhatItDoesNotName() throws IOException {
        ProjectSettings changed = change("{\"sessionTracking\": \"OFF\", \"siteKey\": \"stolen\"}");

        assertThat(changed)
                .isEqualTo(FULL.toBuilder()
                        .sessionTracking(ProjectSettings.SessionTracking.OFF)
                        .build());
    }

    @Test
    void nullShouldGoBackToTheDefault() throws IOException {
        ProjectSettings changed = change("{\"retentionDays\": null, \"sessionTimeoutMs\": null, \"ownNumbers\": null}");

        assertThat(changed.retention()).isEmpty();
        assertThat(changed.sessionTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(changed.ownNumbers()).isEmpty();
    }

    @Test
    void changeShouldNameEveryMemberOfAWrongType() {
        InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> change("""
                        {"timeZone": "Mars", "active": "yes", "sessionTracking": "SOMETIMES", "retentionDays": 1.5,
                         "ownNumbers": "020", "ownHosts": [7], "categories": [{"id": 1, "name": "n", "color": "#000000"}],
                         "shareLinks": {"enabled": 1}}"""));

        assertThat(thrown.errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder(
                        "/timeZone",
                        "/active",
                        "/sessionTracking",
                        "/retentionDays",
                        "/ownNumbers",
                        "/ownHosts/0",
                        "/categories/0/id",
                        "/shareLinks/enabled");
    }

    @Test
    void changeShouldNameEveryValueOutOfRange() {
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class,
                () -> change("{\"sessionTimeoutMs\": 1000, \"defaultCountry\": \"XX\", \"saleCycleDays\": 0}"));

        assertThat(thrown.errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/sessionTimeoutMs", "/defaultCountry", "/saleCycleDays");
    }

    private static ProjectSettings change(String json) throws IOException {
        return SettingsJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), FULL);
    }
}
