package dev.callcard.visit;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a visit came from.
 *
 * @param channel the kind of source
 * @param source {@code utm_source}, search engine, network or host; {@code (direct)} for a direct visit
 * @param medium {@code utm_medium}, or {@code organic}, {@code social}, {@code referral}, {@code cpc}; {@code (none)} for
 *     a direct visit
 * @param campaign {@code utm_campaign}
 * @param keyword {@code utm_term}, or the words searched for when the search engine tells
 * @param content {@code utm_content}
 * @param clickId the advertiser's click id with its name, for example {@code gclid=Cj0K}
 */
public record Source(
        Channel channel,
        Optional<String> source,
        Optional<String> medium,
        Optional<String> campaign,
        Optional<String> keyword,
        Optional<String> content,
        Optional<String> clickId) {
    /** No source but the visitor's own will. */
    public static final Source DIRECT = simple(Channel.DIRECT, "(direct)", "(none)");

    /** Checks that all parts are there. */
    public Source {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(medium, "medium");
        Objects.requireNonNull(campaign, "campaign");
        Objects.requireNonNull(keyword, "keyword");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(clickId, "clickId");
    }

    static Source simple(Channel channel, String source, String medium) {
        return new Source(
                channel,
                Optional.of(source),
                Optional.of(medium),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Source withKeyword(Optional<String> value) {
        return new Source(channel, source, medium, campaign, value, content, clickId);
    }

    Source withClickId(Optional<String> value) {
        return new Source(channel, source, medium, campaign, keyword, content, value);
    }

    /** The kinds of sources, in the order in which they are looked for. */
    public enum Channel {
        /** The link carried campaign parameters or a paid click id. */
        CAMPAIGN,
        /** A search engine. */
        SEARCH,
        /** A social network. */
        SOCIAL,
        /** Another website. */
        WEBSITE,
        /** Typed, bookmarked, or from the site itself. */
        DIRECT
    }
}
