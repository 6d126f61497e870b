package dev.callcard.json.internal;

import dev.callcard.project.Category;
import dev.callcard.project.ProjectSettings;
import dev.callcard.project.ShareLinkSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of the settings as JSON-B binds them; {@code null} is absent. A plain class with fields, because Yasson
 * fills records with compact constructors wrongly on some JDKs.
 */
public final class SettingsDocument {
    public @Nullable String timeZone;
    public @Nullable String defaultCountry;
    public @Nullable String sessionTracking;
    public @Nullable Long sessionTimeoutMs;
    public @Nullable Boolean recordingEnabled;
    public @Nullable Long retentionDays;
    public @Nullable Long archiveDays;
    public @Nullable Long retrievalDays;
    public @Nullable Long graceDays;
    public @Nullable ShareLinks shareLinks;
    public @Nullable List<String> ownNumbers;
    public @Nullable List<String> anonymousNumbers;
    public @Nullable List<String> ownHosts;
    public @Nullable Long targetTalkMs;
    public @Nullable Long saleCycleDays;
    public @Nullable List<Label> categories;
    public @Nullable String ipStorage;
    public @Nullable Boolean active;
    public @Nullable String siteKey;
    public @Nullable List<String> allowedOrigins;

    /** For JSON-B. */
    public SettingsDocument() {}

    /** The settings as a document. */
    public static SettingsDocument of(ProjectSettings settings) {
        SettingsDocument document = new SettingsDocument();
        document.timeZone = settings.timeZone().getId();
        document.defaultCountry = settings.defaultCountry();
        document.sessionTracking = settings.sessionTracking().name();
        document.sessionTimeoutMs = settings.sessionTimeout().toMillis();
        document.recordingEnabled = settings.callRules().recording();
        document.retentionDays = settings.retention().map(Duration::toDays).orElse(null);
        document.archiveDays = settings.archive().map(Duration::toDays).orElse(null);
        document.retrievalDays = settings.retrieval().toDays();
        document.graceDays = settings.grace().toDays();
        document.shareLinks = ShareLinks.of(settings.shareLinks());
        document.ownNumbers = settings.ownNumbers();
        document.anonymousNumbers = settings.anonymousNumbers();
        document.ownHosts = settings.ownHosts();
        document.targetTalkMs = settings.callRules().targetTalk().toMillis();
        document.saleCycleDays = settings.callRules().saleCycle().toDays();
        document.categories = settings.categories().stream().map(Label::of).toList();
        document.ipStorage = settings.ipStorage().name();
        document.active = settings.active();
        document.siteKey = settings.siteKey().orElse(null);
        document.allowedOrigins = settings.allowedOrigins();
        return document;
    }

    /** The document as settings, checked. */
    public ProjectSettings toSettings() {
        ProjectSettings.Builder builder = ProjectSettings.builder(present(defaultCountry))
                .timeZone(ZoneId.of(present(timeZone)))
                .sessionTracking(ProjectSettings.SessionTracking.valueOf(present(sessionTracking)))
                .sessionTimeout(Duration.ofMillis(present(sessionTimeoutMs)))
                .recordingEnabled(present(recordingEnabled))
                .retention(Optional.ofNullable(retentionDays).map(Duration::ofDays))
                .archive(Optional.ofNullable(archiveDays).map(Duration::ofDays))
                .retrieval(Duration.ofDays(present(retrievalDays)))
                .grace(Duration.ofDays(present(graceDays)))
                .shareLinks(present(shareLinks).toSettings())
                .ownNumbers(present(ownNumbers))
                .anonymousNumbers(present(anonymousNumbers))
                .ownHosts(present(ownHosts))
                .targetTalk(Duration.ofMillis(present(targetTalkMs)))
                .saleCycle(Duration.ofDays(present(saleCycleDays)))
                .categories(present(categories).stream().map(Label::toCategory).toList())
                .ipStorage(ProjectSettings.IpStorage.valueOf(present(ipStorage)))
                .active(present(active))
                .siteKey(Optional.ofNullable(siteKey))
                .allowedOrigins(present(allowedOrigins));
        return builder.build();
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the document must have every member that has a default");
        }
        return value;
    }

    /** The settings of share links as JSON-B binds them. */
    public static final class ShareLinks {
        public boolean enabled;
        public @Nullable Long defaultExpiryDays;
        public boolean showCaller;

        /** For JSON-B. */
        public ShareLinks() {}

        static ShareLinks of(ShareLinkSettings settings) {
            ShareLinks links = new ShareLinks();
            links.enabled = settings.enabled();
            links.defaultExpiryDays =
                    settings.defaultExpiry().map(Duration::toDays).orElse(null);
            links.showCaller = settings.showCaller();
            return links;
        }

        ShareLinkSettings toSettings() {
            return new ShareLinkSettings(
                    enabled, Optional.ofNullable(defaultExpiryDays).map(Duration::ofDays), showCaller);
        }
    }

    /** A category as JSON-B binds it. */
    public static final class Label {
        public String id = "";
        public String name = "";
        public String color = "";

        /** For JSON-B. */
        public Label() {}

        static Label of(Category category) {
            Label label = new Label();
            label.id = category.id();
            label.name = category.name();
            label.color = category.color();
            return label;
        }

        Category toCategory() {
            return new Category(id, name, color);
        }
    }
}
