package dev.callcard.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a host may choose about the plugin. Immutable. */
public final class WebOptions {
    private final List<String> frameAncestors;
    private final Optional<URI> publicBaseUrl;
    private final Optional<Imports> imports;
    private final Live live;
    private final Optional<Duration> directAudio;

    private WebOptions(Builder builder) {
        this.frameAncestors = builder.frameAncestors;
        this.publicBaseUrl = builder.publicBaseUrl;
        this.imports = builder.imports;
        this.live = builder.live;
        this.directAudio = builder.directAudio;
    }

    /**
     * Every option as it is unless chosen.
     *
     * @return the options, never null
     */
    public static WebOptions defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a builder, never null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Which pages may show ours in a frame, as sources of the {@code frame-ancestors} directive.
     *
     * @return the sources, at least one; {@code 'self'} unless chosen
     */
    public List<String> frameAncestors() {
        return frameAncestors;
    }

    /**
     * Where browsers find the plugin. Needed behind a proxy that changes the {@code Host} header, for browsers too old to send
     * {@code Sec-Fetch-Site}.
     *
     * @return the absolute URL; empty to go by the {@code Host} header
     */
    public Optional<URI> publicBaseUrl() {
        return publicBaseUrl;
    }

    /**
     * How people import files on a page.
     *
     * @return the runner and its folder; empty where there are no imports
     */
    public Optional<Imports> imports() {
        return imports;
    }

    /**
     * What imports need.
     *
     * @param runner imports
     * @param folder keeps uploads and what is known of imports; of this server alone, and there again when it starts again
     */
    public record Imports(ImportRunner runner, Path folder) {
        /** Checks that both are there. */
        public Imports {
            Objects.requireNonNull(runner, "runner");
            Objects.requireNonNull(folder, "folder");
        }
    }

    /**
     * How the live log works.
     *
     * @return never null
     */
    public Live live() {
        return live;
    }

    /**
     * Whether browsers get audio from the object store itself.
     *
     * @return how long a link to the store can be used; empty if all audio passes through the servlet
     */
    public Optional<Duration> directAudio() {
        return directAudio;
    }

    /**
     * How the live log works.
     *
     * @param interval how often changes are looked for while somebody listens
     * @param heartbeat after how much silence a client gets a sign of life
     * @param longest after how long a stream ends; the client comes again at once, and the host is asked again who it is
     * @param mostStreams how many streams the servlet holds open
     * @param mostPerViewer how many of those one viewer has; one more ends the viewer's oldest
     */
    public record Live(Duration interval, Duration heartbeat, Duration longest, int mostStreams, int mostPerViewer) {
        /** Looks every second, beats every 15, lets streams last two minutes; 1,000 streams, 4 a viewer. */
        public static final Live DEFAULTS =
                new Live(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(2), 1_000, 4);

        /** Checks that every time is longer than none, and every number at least one. */
        public Live {
            for (Duration time : List.of(interval, heartbeat, longest)) {
                if (time.isNegative() || time.isZero()) {
                    throw new IllegalArgumentException("the times of the live log must be longer than none");
                }
            }
            if (mostStreams < 1 || mostPerViewer < 1) {
                throw new IllegalArgumentException("the numbers of streams must be at least one");
            }
        }
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_LINK = Duration.ofMinutes(15);
        private static final Pattern SOURCE = Pattern.compile("'self'|'none'|https?:|(https?://)?"
                + "((\\*\\.)?[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*|\\[[0-9a-fA-F:.]+\\])(:([0-9]{1,5}|\\*))?");

        private List<String> frameAncestors = List.of("'self'");
        private Optional<URI> publicBaseUrl = Optional.empty();
        private Optional<Imports> imports = Optional.empty();
        private Live live = Live.DEFAULTS;
        private Optional<Duration> directAudio = Optional.empty();

        private Builder() {}

        /**
         * Sets which pages may show ours in a frame.
         *
         * @param value sources of the directive {@code frame-ancestors}, for example {@code 'self'} or {@code
         *     https://crm.example.com}; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one is not a source
         */
        public Builder frameAncestors(List<String> value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("frameAncestors needs a source; 'none' forbids every frame");
            }
            for (String source : value) {
                if (!SOURCE.matcher(source).matches()) {
                    throw new IllegalArgumentException("frameAncestors has something that is no source: " + source);
                }
            }
            frameAncestors = List.copyOf(value);
            return this;
        }

        /**
         * Sets where browsers find the plugin.
         *
         * @param value an absolute http(s) URL; empty to go by the {@code Host} header
         * @return this builder
         * @throws IllegalArgumentException if the URL is not one
         */
        public Builder publicBaseUrl(Optional<URI> value) {
            Objects.requireNonNull(value, "publicBaseUrl");
            value.ifPresent(url -> {
                String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
                if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
                    throw new IllegalArgumentException("publicBaseUrl must be an absolute http or https URL");
                }
            });
            publicBaseUrl = value;
            return this;
        }

        /**
         * Lets people who manage a project import files. The servlet must be destroyed at the end, as containers do: that
         * stops an import between two batches.
         *
         * @param runner imports
         * @param folder keeps uploads and what is known of imports; of this server alone, and there again when it starts
         *     again
         * @return this builder
         */
        public Builder imports(ImportRunner runner, Path folder) {
            imports = Optional.of(new Imports(runner, folder));
            return this;
        }

        /**
         * Sets how the live log works.
         *
         * @param value {@link Live#DEFAULTS} unless set
         * @return this builder
         */
        public Builder live(Live value) {
            live = Objects.requireNonNull(value, "live");
            return this;
        }

        /**
         * Lets browsers get audio from the object store itself: whoever may hear a recording is sent to it by a link, which works
         * for whoever has it as long as it lives. Audio of stores that make no such links, and of share links always,
         * passes through the servlet, as all of it does unless this is set.
         *
         * @param lifetime how long a link can be used, 1 second to 15 minutes; 5 minutes are good
         * @return this builder
         * @throws IllegalArgumentException if the lifetime is out of range
         */
        public Builder directAudio(Duration lifetime) {
            if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST_LINK) > 0) {
                throw new IllegalArgumentException("directAudio must be from 1 second to 15 minutes");
            }
            directAudio = Optional.of(lifetime);
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options, never null
         */
        public WebOptions build() {
            return new WebOptions(this);
        }
    }
}
