package dev.callcard.project;

import dev.callcard.error.FieldError;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.internal.Texts;
import dev.callcard.phone.CustomerKey;
import dev.callcard.phone.PhoneParser;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of a project. Immutable; made and changed through {@link Builder}, which names every wrong value. */
public final class ProjectSettings {
    private final Builder values;
    private final PhoneParser phoneParser;
    /** Found on first use: reading numbers is slow, and most settings are read for something else. */
    private volatile @Nullable Set<CustomerKey> ownKeys;

    private ProjectSettings(Builder values) {
        this.values = values;
        this.phoneParser = new PhoneParser(values.defaultCountry, values.anonymousNumbers);
    }

    /**
     * Starts from the defaults: UTC, no session tracking, recording on, a year of retention.
     *
     * @param defaultCountry ISO 3166 alpha-2 code of the country of numbers without a country code, for example GB
     * @return a builder, never null
     */
    public static Builder builder(String defaultCountry) {
        return new Builder().defaultCountry(defaultCountry);
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that holds a copy, never null
     */
    public Builder toBuilder() {
        return values.copy();
    }

    /**
     * The zone in which days are counted and times are shown. Default UTC.
     *
     * @return the zone
     */
    public ZoneId timeZone() {
        return values.timeZone;
    }

    /**
     * The country of numbers without a country code.
     *
     * @return ISO 3166 alpha-2 code
     */
    public String defaultCountry() {
        return values.defaultCountry;
    }

    /**
     * How visits are tracked. Default {@link SessionTracking#OFF}.
     *
     * @return the mode
     */
    public SessionTracking sessionTracking() {
        return values.sessionTracking;
    }

    /**
     * The gap between two events of a visitor that ends a session. Default 30 minutes.
     *
     * @return 1 minute to 10 hours
     */
    public Duration sessionTimeout() {
        return values.sessionTimeout;
    }

    /**
     * How long a recording stays ready. Empty, the default, means until the end of the same date a year later.
     *
     * @return at least 1 day, or empty
     */
    public Optional<Duration> retention() {
        return Optional.ofNullable(values.retention);
    }

    /**
     * How long a recording stays archived before it expires. Empty, the default, means for ever.
     *
     * @return at least 1 day, or empty
     */
    public Optional<Duration> archive() {
        return Optional.ofNullable(values.archive);
    }

    /**
     * How long a recording that was asked for out of the archive stays ready. Default 7 days.
     *
     * @return at least 1 day
     */
    public Duration retrieval() {
        return values.retrieval;
    }

    /**
     * How long the recordings of an inactive project are kept. Default 90 days.
     *
     * @return 0 or more
     */
    public Duration grace() {
        return values.grace;
    }

    /**
     * What is allowed for share links.
     *
     * @return the settings of links
     */
    public ShareLinkSettings shareLinks() {
        return values.shareLinks;
    }

    /**
     * The project's own lines: never the customer's side of a call.
     *
     * @return the numbers as they were typed
     */
    public List<String> ownNumbers() {
        return values.ownNumbers;
    }

    /**
     * Texts that providers send for a withheld number.
     *
     * @return the texts as they were typed
     */
    public List<String> anonymousNumbers() {
        return values.anonymousNumbers;
    }

    /**
     * Hosts of the project's own site: a referrer among them is no source.
     *
     * @return host names in lower case
     */
    public List<String> ownHosts() {
        return values.ownHosts;
    }

    /**
     * What is read as of a call's start.
     *
     * @return the rules for calls that start now
     */
    public Project.CallRules callRules() {
        return new Project.CallRules(values.targetTalk, values.saleCycle, values.recordingEnabled);
    }

    /**
     * The labels for calls.
     *
     * @return the categories in the order of the project
     */
    public List<Category> categories() {
        return values.categories;
    }

    /**
     * How much of an IP address is stored. Default {@link IpStorage#TRUNCATED}.
     *
     * @return the mode
     */
    public IpStorage ipStorage() {
        return values.ipStorage;
    }

    /**
     * Whether the project is active.
     *
     * @return true by default
     */
    public boolean active() {
        return values.active;
    }

    /**
     * Site origins that may send visit events from a browser.
     *
     * @return origins such as {@code https://shop.example}
     */
    public List<String> allowedOrigins() {
        return values.allowedOrigins;
    }

    /**
     * The public key under which the site's tracker reports; empty until one is set.
     *
     * @return the key
     */
    public Optional<String> siteKey() {
        return Optional.ofNullable(values.siteKey);
    }

    /**
     * Reads numbers the way this project does.
     *
     * @return a parser for the default country and the pseudo-numbers
     */
    public PhoneParser phoneParser() {
        return phoneParser;
    }

    /**
     * What the project's own lines are matched by.
     *
     * @return the keys of {@link #ownNumbers()}
     */
    public Set<CustomerKey> ownKeys() {
        Set<CustomerKey> keys = ownKeys;
        if (keys == null) {
            keys = values.ownNumbers.stream()
                    .map(number -> phoneParser.parse(number).key())
                    .collect(Collectors.toUnmodifiableSet());
            ownKeys = keys;
        }
        return keys;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProjectSettings that && values.parts().equals(that.values.parts());
    }

    @Override
    public int hashCode() {
        return values.parts().hashCode();
    }

    @Override
    public String toString() {
        return "ProjectSettings[" + timeZone() + ", " + defaultCountry() + ", " + sessionTracking() + "]";
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
        private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}");
        private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
        private static final int MAX_LIST = 1_000;
        private static final Duration MAX_DURATION = Duration.ofDays(36_500);

        private ZoneId timeZone = ZoneOffset.UTC;
        private String defaultCountry = "US";
        private SessionTracking sessionTracking = SessionTracking.OFF;
        private Duration sessionTimeout = Duration.ofMinutes(30);
        private boolean recordingEnabled = true;
        private @Nullable Duration retention;
        private @Nullable Duration archive;
        private Duration retrieval = Duration.ofDays(7);
        private Duration grace = Duration.ofDays(90);
        private ShareLinkSettings shareLinks = ShareLinkSettings.DEFAULT;
        private List<String> ownNumbers = List.of();
        private List<String> anonymousNumbers = List.of();
        private List<String> ownHosts = List.of();
        private Duration targetTalk = Duration.ofSeconds(30);
        private Duration saleCycle = Duration.ofDays(30);
        private List<Category> categories = List.of();
        private IpStorage ipStorage = IpStorage.TRUNCATED;
        private boolean active = true;
        private List<String> allowedOrigins = List.of();
        private @Nullable String siteKey;

        private Builder() {}

        /**
         * Sets the zone in which days are counted.
         *
         * @param value the zone
         * @return this builder
         */
        public Builder timeZone(ZoneId value) {
            timeZone = Objects.requireNonNull(value, "timeZone");
            return this;
        }

        /**
         * Sets the country of numbers without a country code.
         *
         * @param value ISO 3166 alpha-2 code in capitals
         * @return this builder
         */
        public Builder defaultCountry(String value) {
            defaultCountry = Objects.requireNonNull(value, "defaultCountry");
            return this;
        }

        /**
         * Sets how visits are tracked.
         *
         * @param value the mode
         * @return this builder
         */
        public Builder sessionTracking(SessionTracking value) {
            sessionTracking = Objects.requireNonNull(value, "sessionTracking");
            return this;
        }

        /**
         * Sets the gap that ends a session.
         *
         * @param value 1 minute to 10 hours
         * @return this builder
         */
        public Builder sessionTimeout(Duration value) {
            sessionTimeout = Objects.requireNonNull(value, "sessionTimeout");
            return this;
        }

        /**
         * Switches recording on or off for calls that start from now on.
         *
         * @param value true to record
         * @return this builder
         */
        public Builder recordingEnabled(boolean value) {
            recordingEnabled = value;
            return this;
        }

        /**
         * Sets how long a recording stays ready.
         *
         * @param value 1 to 36,500 whole days; empty for the calendar year
         * @return this builder
         */
        public Builder retention(Optional<Duration> value) {
            retention = value.orElse(null);
            return this;
        }

        /**
         * Sets how long a recording stays archived.
         *
         * @param value 1 to 36,500 whole days; empty for ever
         * @return this builder
         */
        public Builder archive(Optional<Duration> value) {
            archive = value.orElse(null);
            return this;
        }

        /**
         * Sets how long a retrieved recording stays ready.
         *
         * @param value 1 to 36,500 whole days
         * @return this builder
         */
        public Builder retrieval(Duration value) {
            retrieval = Objects.requireNonNull(value, "retrieval");
            return this;
        }

        /**
         * Sets how long an inactive project's recordings are kept.
         *
         * @param value 0 to 36,500 whole days
         * @return this builder
         */
        public Builder grace(Duration value) {
            grace = Objects.requireNonNull(value, "grace");
            return this;
        }

        /**
         * Sets what is allowed for share links.
         *
         * @param value the settings of links
         * @return this builder
         */
        public Builder shareLinks(ShareLinkSettings value) {
            shareLinks = Objects.requireNonNull(value, "shareLinks");
            return this;
        }

        /**
         * Sets the project's own lines.
         *
         * @param value numbers in any spelling
         * @return this builder
         */
        public Builder ownNumbers(List<String> value) {
            ownNumbers = List.copyOf(value);
            return this;
        }

        /**
         * Sets the texts that mean a withheld number.
         *
         * @param value the texts
         * @return this builder
         */
        public Builder anonymousNumbers(List<String> value) {
            anonymousNumbers = List.copyOf(value);
            return this;
        }

        /**
         * Sets the hosts of the project's own site.
         *
         * @param value host names in lower case
         * @return this builder
         */
        public Builder ownHosts(List<String> value) {
            ownHosts = List.copyOf(value);
            return this;
        }

        /**
         * Sets the least talk time of a target call.
         *
         * @param value 0 to 100 years, in whole milliseconds
         * @return this builder
         */
        public Builder targetTalk(Duration value) {
            targetTalk = Objects.requireNonNull(value, "targetTalk");
            return this;
        }

        /**
         * Sets the sale cycle.
         *
         * @param value 1 to 36,500 whole days
         * @return this builder
         */
        public Builder saleCycle(Duration value) {
            saleCycle = Objects.requireNonNull(value, "saleCycle");
            return this;
        }

        /**
         * Sets the labels for calls.
         *
         * @param value categories with distinct ids
         * @return this builder
         */
        public Builder categories(List<Category> value) {
            categories = List.copyOf(value);
            return this;
        }

        /**
         * Sets how much of an IP address is stored.
         *
         * @param value the mode
         * @return this builder
         */
        public Builder ipStorage(IpStorage value) {
            ipStorage = Objects.requireNonNull(value, "ipStorage");
            return this;
        }

        /**
         * Marks the project active or not.
         *
         * @param value true if active
         * @return this builder
         */
        public Builder active(boolean value) {
            active = value;
            return this;
        }

        /**
         * Sets the site origins that may send visit events.
         *
         * @param value origins such as {@code https://shop.example}
         * @return this builder
         */
        public Builder allowedOrigins(List<String> value) {
            allowedOrigins = List.copyOf(value);
            return this;
        }

        /**
         * Sets the public key of the site's tracker.
         *
         * @param value the key; empty for none
         * @return this builder
         */
        public Builder siteKey(Optional<String> value) {
            siteKey = value.orElse(null);
            return this;
        }

        /**
         * Checks everything and makes the settings.
         *
         * @return the settings, never null
         * @throws InvalidInputException if a value is out of its range; names every such value by its JSON name
         */
        public ProjectSettings build() {
            List<FieldError> errors = new ArrayList<>();
            check(errors, PhoneParser.supports(defaultCountry), "/defaultCountry", "is not a country code such as GB");
            check(
                    errors,
                    within(sessionTimeout, Duration.ofMinutes(1), Duration.ofHours(10))
                            && isWholeMillis(sessionTimeout),
                    "/sessionTimeoutMs",
                    "must be 1 minute to 10 hours in whole milliseconds");
            checkDays(errors, "/retentionDays", retention, 1);
            checkDays(errors, "/archiveDays", archive, 1);
            checkDays(errors, "/retrievalDays", retrieval, 1);
            checkDays(errors, "/graceDays", grace, 0);
            checkDays(
                    errors,
                    "/shareLinks/defaultExpiryDays",
                    shareLinks.defaultExpiry().orElse(null),
                    1);
            check(
                    errors,
                    within(targetTalk, Duration.ZERO, MAX_DURATION) && isWholeMillis(targetTalk),
                    "/targetTalkMs",
                    "must be 0 to 100 years in whole milliseconds");
            checkDays(errors, "/saleCycleDays", saleCycle, 1);
            if (siteKey != null) {
                Texts.check(errors, "/siteKey", siteKey, 1, 255);
            }
            checkTexts(errors, "/ownNumbers", ownNumbers, null);
            checkTexts(errors, "/anonymousNumbers", anonymousNumbers, null);
            checkTexts(errors, "/ownHosts", ownHosts, HOST);
            checkTexts(errors, "/allowedOrigins", allowedOrigins, ORIGIN);
            checkCategories(errors);
            if (!errors.isEmpty()) {
                throw new InvalidInputException(errors);
            }
            return new ProjectSettings(copy());
        }

        private void checkCategories(List<FieldError> errors) {
            check(errors, categories.size() <= MAX_LIST, "/categories", "has too many items");
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < categories.size(); i++) {
                Category category = categories.get(i);
                String at = "/categories/" + i;
                Texts.check(errors, at + "/id", category.id(), 1, 64);
                Texts.check(errors, at + "/name", category.name(), 1, 100);
                check(errors, COLOR.matcher(category.color()).matches(), at + "/color", "must look like #2e7d32");
                check(errors, ids.add(category.id()), at + "/id", "is used twice");
            }
        }

        private static void checkTexts(
                List<FieldError> errors, String pointer, List<String> texts, @Nullable Pattern form) {
            check(errors, texts.size() <= MAX_LIST, pointer, "has too many items");
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                int before = errors.size();
                Texts.check(errors, pointer + "/" + i, text, 1, 255);
                boolean fine = errors.size() > before
                        || form == null
                        || form.matcher(text).matches();
                check(errors, fine, pointer + "/" + i, "does not have the form that is expected here");
            }
        }

        /** The stored form counts whole days, and an instant and a hundred years are still an instant. */
        private static void checkDays(List<FieldError> errors, String pointer, @Nullable Duration value, long least) {
            boolean fine = value == null
                    || (within(value, Duration.ofDays(least), MAX_DURATION)
                            && value.equals(Duration.ofDays(value.toDays())));
            check(errors, fine, pointer, "must be " + least + " to " + MAX_DURATION.toDays() + " whole days");
        }

        private static boolean isWholeMillis(Duration value) {
            return value.equals(value.truncatedTo(ChronoUnit.MILLIS));
        }

        private static boolean within(Duration value, Duration least, Duration most) {
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        }

        private static void check(List<FieldError> errors, boolean fine, String pointer, String message) {
            if (!fine) {
                errors.add(new FieldError(pointer, message));
            }
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.timeZone = timeZone;
            copy.defaultCountry = defaultCountry;
            copy.sessionTracking = sessionTracking;
            copy.sessionTimeout = sessionTimeout;
            copy.recordingEnabled = recordingEnabled;
            copy.retention = retention;
            copy.archive = archive;
            copy.retrieval = retrieval;
            copy.grace = grace;
            copy.shareLinks = shareLinks;
            copy.ownNumbers = ownNumbers;
            copy.anonymousNumbers = anonymousNumbers;
            copy.ownHosts = ownHosts;
            copy.targetTalk = targetTalk;
            copy.saleCycle = saleCycle;
            copy.categories = categories;
            copy.ipStorage = ipStorage;
            copy.active = active;
            copy.allowedOrigins = allowedOrigins;
            copy.siteKey = siteKey;
            return copy;
        }

        private List<Object> parts() {
            return List.of(
                    timeZone,
                    defaultCountry,
                    sessionTracking,
                    sessionTimeout,
                    recordingEnabled,
                    Optional.ofNullable(retention),
                    Optional.ofNullable(archive),
                    retrieval,
                    grace,
                    shareLinks,
                    ownNumbers,
                    anonymousNumbers,
                    ownHosts,
                    targetTalk,
                    saleCycle,
                    categories,
                    ipStorage,
                    active,
                    allowedOrigins,
                    Optional.ofNullable(siteKey));
        }
    }

    /** How a project finds out where on the web its callers come from. */
    public enum SessionTracking {
        /** Every visitor's sessions are followed; the card shows them. */
        SESSION,
        /** Static numbers per channel; the card shows no sessions. */
        CHANNEL,
        /** No tracking of visits. */
        OFF
    }

    /** How much of a visitor's IP address is stored. */
    public enum IpStorage {
        /** The whole address. */
        FULL,
        /** The network only: /24 of IPv4, /48 of IPv6. */
        TRUNCATED,
        /** Nothing. */
        NONE
    }
}
