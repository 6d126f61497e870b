package dev.callcard.visit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a visit came from: campaign parameters, own host, search engine, social network, other website, direct, in
 * this order (that of Matomo, with the five utm fields kept apart). Immutable and thread-safe.
 */
final class SourceClassifier {
    private static final List<String> UTM =
            List.of("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content");
    // Paid click ids and who sells the click. fbclid is put on every outgoing link, so it proves nothing.
    private static final Map<String, String> PAID = Map.of(
            "gclid", "google", "gbraid", "google", "wbraid", "google", "dclid", "google", "msclkid", "bing", "yclid",
            "yandex", "twclid", "twitter", "ttclid", "tiktok");
    private static final List<String> CLICK_IDS =
            List.of("gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "fbclid");
    private static final Map<String, Known> KNOWN_HOSTS = load();
    private static final Pattern WEB = Pattern.compile("(?i)https?://([^/\\\\?#]*)");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]*]|[^:]*)(?::[0-9]*)?");
    private static final Pattern HOST = Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");
    private static final Pattern COUNTRY = Pattern.compile("[a-z]{2,3}(?:\\.[a-z]{2})?");
    private static final int MAX_HOST = 253;

    private final Set<String> ownHosts;

    /**
     * A classifier for one project.
     *
     * @param ownHosts hosts of the project's own site in lower case; a leading {@code www.} makes no difference
     */
    public SourceClassifier(Set<String> ownHosts) {
        this.ownHosts = ownHosts.stream().map(SourceClassifier::withoutWww).collect(Collectors.toSet());
    }

    /**
     * Classifies a visit.
     *
     * @param landingUrl the first page with its parameters
     * @param referrer the page before, as the browser told it
     * @return the source, never null
     */
    public Source classify(String landingUrl, Optional<String> referrer) {
        Map<String, String> parameters = PageUrl.parameters(landingUrl);
        Optional<String> clickId = CLICK_IDS.stream()
                .filter(parameters::containsKey)
                .findFirst()
                .map(name -> PageUrl.shorten(name + "=" + parameters.get(name), PageUrl.MAX_LENGTH));
        Map<String, String> campaign = campaign(parameters);
        if (!campaign.isEmpty()) {
            return ofCampaign(campaign).withClickId(clickId);
        }
        return referrer.flatMap(from -> host(from).map(host -> ofReferrer(host, from, landingUrl)))
                .orElse(Source.DIRECT)
                .withClickId(clickId);
    }

    /** The parameters that make up a campaign: utm fields and paid click ids. Another non-empty set is another visit. */
    static Map<String, String> campaign(String url) {
        return campaign(PageUrl.parameters(url));
    }

    private static Map<String, String> campaign(Map<String, String> parameters) {
        Map<String, String> campaign = new TreeMap<>();
        parameters.forEach((name, value) -> {
            if (UTM.contains(name) || PAID.containsKey(name)) {
                campaign.put(name, value);
            }
        });
        return campaign;
    }

    private static Source ofCampaign(Map<String, String> campaign) {
        Optional<String> seller =
                CLICK_IDS.stream().filter(campaign::containsKey).findFirst().map(PAID::get);
        return new Source(
                Source.Channel.CAMPAIGN,
                field(campaign, "utm_source").or(() -> seller),
                field(campaign, "utm_medium").or(() -> seller.map(s -> "cpc")),
                field(campaign, "utm_campaign"),
                field(campaign, "utm_term"),
                field(campaign, "utm_content"),
                Optional.empty());
    }

    private Source ofReferrer(String host, String referrer, String landingUrl) {
        if (ownHosts.contains(host) || host(landingUrl).map(host::equals).orElse(false)) {
            return Source.DIRECT;
        }
        Known known = find(host);
        if (known == null) {
            return Source.simple(Source.Channel.WEBSITE, host, "referral");
        }
        Source source = Source.simple(known.channel, known.name, known.medium());
        return known.channel == Source.Channel.SEARCH
                ? source.withKeyword(field(PageUrl.parameters(referrer), known.keyword))
                : source;
    }

    private static @Nullable Known find(String host) {
        for (String suffix = host; suffix.indexOf('.') > 0; suffix = suffix.substring(suffix.indexOf('.') + 1)) {
            Known known = KNOWN_HOSTS.get(suffix);
            if (known != null) {
                return known;
            }
        }
        // Search engines have a domain in every country: google.co.uk is known as "google.*".
        int dot = host.indexOf('.');
        return dot < 0 || !COUNTRY.matcher(host.substring(dot + 1)).matches()
                ? null
                : KNOWN_HOSTS.get(host.substring(0, dot) + ".*");
    }

    private static Optional<String> field(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(text -> PageUrl.shorten(text, PageUrl.MAX_LENGTH));
    }

    /**
     * The host that a browser would go to, in lower case and punycode, without a leading www. By hand, because {@link
     * java.net.URI} refuses much that browsers send: underscores, letters of other scripts, any odd path.
     */
    private static Optional<String> host(String url) {
        Matcher web = WEB.matcher(url.strip());
        if (!web.lookingAt()) {
            return Optional.empty(); // a malformed referrer counts as none
        }
        String authority = web.group(1);
        Matcher parts = AUTHORITY.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        return parts.matches() ? ascii(parts.group(1)).map(SourceClassifier::withoutWww) : Optional.empty();
    }

    private static Optional<String> ascii(String host) {
        if (host.length() > MAX_HOST) {
            return Optional.empty();
        }
        try {
            String ascii = host.startsWith("[") ? host : IDN.toASCII(host);
            String lower = ascii.toLowerCase(Locale.ROOT);
            String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
            return HOST.matcher(name).matches() ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static Map<String, Known> load() {
        Map<String, Known> hosts = new HashMap<>();
        try (InputStream in = SourceClassifier.class.getResourceAsStream("sources.tsv")) {
            if (in == null) {
                throw new IllegalStateException("sources.tsv is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    String[] fields = line.split("\t", -1);
                    Known known = new Known(Source.Channel.valueOf(fields[0]), fields[1], fields[2]);
                    for (String host : fields[3].split(" ", -1)) {
                        hosts.put(host, known);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(hosts);
    }

    private record Known(Source.Channel channel, String name, String keyword) {
        String medium() {
            return channel == Source.Channel.SEARCH ? "organic" : "social";
        }
    }
}
