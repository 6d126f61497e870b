package dev.callcard.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.visit.Source.Channel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceClassifierTest {
    private static final String PAGE = "https://shop.example/";
    private static final SourceClassifier CLASSIFIER =
            new SourceClassifier(Set.of("www.shop.example", "checkout.example", "xn--bcher-kva.example"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // campaign before everything
                "?utm_source=news, https://www.google.com/search?q=x, CAMPAIGN, news, -, -",
                "?utm_source=news, https://shop.example/, CAMPAIGN, news, -, -",
                "?gclid=1, -, CAMPAIGN, google, cpc, -",
                "?msclkid=1, https://bing.com/, CAMPAIGN, bing, cpc, -",
                "?yclid=1, -, CAMPAIGN, yandex, cpc, -",
                "?wbraid=1&utm_medium=paid, -, CAMPAIGN, google, paid, -",
                "?gclid=1&utm_source=mine&utm_medium=m&utm_term=t, -, CAMPAIGN, mine, m, t",
                "?utm_medium=email, https://mail.example/, CAMPAIGN, -, email, -",
                "#utm_source=frag, -, CAMPAIGN, frag, -, -",
                "#/route?utm_source=frag, -, CAMPAIGN, frag, -, -",
                "?utm_source=query#utm_source=frag, -, CAMPAIGN, query, -, -",
                "?UTM_SOURCE=Caps, -, CAMPAIGN, Caps, -, -",
                // no campaign
                "?utm_source=, https://a.example/, WEBSITE, a.example, referral, -",
                "?utm_source=%20, -, DIRECT, (direct), (none), -",
                "?utm_id=7, -, DIRECT, (direct), (none), -",
                "?fbclid=1, -, DIRECT, (direct), (none), -",
                "?fbclid=1, https://l.facebook.com/, SOCIAL, facebook, social, -",
                // own host
                "'', https://shop.example/other, DIRECT, (direct), (none), -",
                "'', http://WWW.Shop.Example:8080/other, DIRECT, (direct), (none), -",
                "'', https://checkout.example/pay?q=1|2, DIRECT, (direct), (none), -",
                "'', https://www.checkout.example/, DIRECT, (direct), (none), -",
                "'', https://shop.example./, DIRECT, (direct), (none), -",
                "'', https://other.shop.example/, WEBSITE, other.shop.example, referral, -",
                // search
                "'', https://www.google.com/, SEARCH, google, organic, -",
                "'', https://www.google.co.uk/search?q=red+shoes, SEARCH, google, organic, red shoes",
                "'', https://google.com.ua/search?q=a%7Cb, SEARCH, google, organic, a|b",
                "'', https://www.google.de/search?q=a|b c, SEARCH, google, organic, a|b c",
                "'', https://www.google.de/search?hl=de#q=old, SEARCH, google, organic, old",
                "'', https://www.bing.com/search?q=%E4%BD%A0, SEARCH, bing, organic, \u4f60",
                "'', https://search.yahoo.com/?p=y, SEARCH, yahoo, organic, y",
                "'', https://r.search.yahoo.com/_x, SEARCH, yahoo, organic, -",
                "'', https://duckduckgo.com/, SEARCH, duckduckgo, organic, -",
                "'', https://yandex.ru/search/?text=z, SEARCH, yandex, organic, z",
                "'', https://WWW.GOOGLE.COM/?q=Caps, SEARCH, google, organic, Caps",
                // a host that only looks like one
                "'', https://google.evil.example/?q=x, WEBSITE, google.evil.example, referral, -",
                "'', https://google.com.evil.example/, WEBSITE, google.com.evil.example, referral, -",
                "'', https://notgoogle.com/, WEBSITE, notgoogle.com, referral, -",
                "'', https://evilbing.com/, WEBSITE, evilbing.com, referral, -",
                "'', https://google/, WEBSITE, google, referral, -",
                "'', https://www.google.com@evil.example/, WEBSITE, evil.example, referral, -",
                "'', https://evil.example\\@www.google.com/, WEBSITE, evil.example, referral, -",
                "'', https://evil.example?@www.google.com/, WEBSITE, evil.example, referral, -",
                "'', https://evil.example#@www.google.com/, WEBSITE, evil.example, referral, -",
                // social
                "'', https://m.facebook.com/, SOCIAL, facebook, social, -",
                "'', https://t.co/abc, SOCIAL, twitter, social, -",
                "'', https://www.pinterest.co.uk/pin/1, SOCIAL, pinterest, social, -",
                "'', https://my_page.tumblr.com/, SOCIAL, tumblr, social, -",
                // website
                "'', https://blog.example/a b|c[d], WEBSITE, blog.example, referral, -",
                "'', https://WWW.Blog.Example/, WEBSITE, blog.example, referral, -",
                "'', https://my_blog.example/, WEBSITE, my_blog.example, referral, -",
                "'', https://b\u00fccher.test/, WEBSITE, xn--bcher-kva.test, referral, -",
                "'', https://B\u00dcCHER.example/x, DIRECT, (direct), (none), -",
                "'', https://xn--bcher-kva.test/, WEBSITE, xn--bcher-kva.test, referral, -",
                "'', http://192.0.2.1:8080/x, WEBSITE, 192.0.2.1, referral, -",
                "'', 'http://[2001:db8::1]:80/x', WEBSITE, [2001:db8::1], referral, -",
                // no referrer worth the name
                "'', -, DIRECT, (direct), (none), -",
                "'', '', DIRECT, (direct), (none), -",
                "'', about:blank, DIRECT, (direct), (none), -",
                "'', android-app://com.example/, DIRECT, (direct), (none), -",
                "'', javascript:alert(1), DIRECT, (direct), (none), -",
                "'', www.google.com, DIRECT, (direct), (none), -",
                "'', //www.google.com/, DIRECT, (direct), (none), -",
                "'', https://, DIRECT, (direct), (none), -",
                "'', https:///path, DIRECT, (direct), (none), -",
                "'', https://?q=x, DIRECT, (direct), (none), -",
                "'', https://a b.example/, DIRECT, (direct), (none), -",
                "'', https://<script>/, DIRECT, (direct), (none), -",
                "'', https://./, DIRECT, (direct), (none), -",
                "'', %68ttps://www.google.com/, DIRECT, (direct), (none), -"
            })
    void sourceIsFoundInOrder(
            String query, String referrer, Channel channel, String source, String medium, String keyword) {
        Source found = CLASSIFIER.classify(PAGE + query, Optional.ofNullable(referrer));

        assertThat(found.channel()).isEqualTo(channel);
        assertThat(found.source()).isEqualTo(Optional.ofNullable(source));
        assertThat(found.medium()).isEqualTo(Optional.ofNullable(medium));
        assertThat(found.keyword()).isEqualTo(Optional.ofNullable(keyword));
    }

    @Test
    void fiveUtmFieldsAreKeptApart() {
        Source found = CLASSIFIER.classify(
                PAGE + "?utm_source=s&utm_medium=m&utm_campaign=c&utm_term=t&utm_content=n&gclid=g", Optional.empty());

        assertThat(found)
                .isEqualTo(new Source(
                        Channel.CAMPAIGN,
                        Optional.of("s"),
                        Optional.of("m"),
                        Optional.of("c"),
                        Optional.of("t"),
                        Optional.of("n"),
                        Optional.of("gclid=g")));
    }

    @Test
    void facebookClickIsKeptButProvesNothing() {
        Source found = CLASSIFIER.classify(PAGE + "?fbclid=abc", Optional.of("https://a.example/"));

        assertThat(found.channel()).isEqualTo(Channel.WEBSITE);
        assertThat(found.clickId()).contains("fbclid=abc");
        assertThat(SourceClassifier.campaign(PAGE + "?fbclid=abc")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gclid", "gbraid", "wbraid", "msclkid", "yclid", "dclid", "twclid", "ttclid"})
    void paidClickIsACampaign(String name) {
        Source found = CLASSIFIER.classify(PAGE + "?" + name.toUpperCase(Locale.ROOT) + "=7", Optional.empty());

        assertThat(found.channel()).isEqualTo(Channel.CAMPAIGN);
        assertThat(found.medium()).contains("cpc");
        assertThat(found.source()).isPresent();
        assertThat(found.clickId()).contains(name + "=7");
    }

    @Test
    void nothingLongOrUnstorableComesOfAUrl() {
        String many = "x".repeat(8_000);
        Source campaign = CLASSIFIER.classify(
                PAGE + "?utm_source=a%00b&utm_term=%00&utm_content=" + many + "&gclid=" + many, Optional.empty());
        Source website = CLASSIFIER.classify(PAGE, Optional.of("https://" + "a.".repeat(4_000) + "example/"));
        Source search = CLASSIFIER.classify(PAGE, Optional.of("https://www.google.com/?q=%00" + many));

        assertThat(campaign.source()).contains("ab");
        assertThat(campaign.keyword()).isEmpty();
        Stream.of(campaign, website, search).forEach(SourceClassifierTest::assertStorable);
    }

    @Test
    void longReferrerIsReadInLinearTime() {
        for (String text : Set.of(
                "https://" + "a.".repeat(50_000),
                "https://" + "@".repeat(100_000),
                "https://x/" + "#".repeat(100_000))) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(5), () -> CLASSIFIER.classify(PAGE, Optional.of(text)));
        }
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void anyTextHasASource(@ForAll @From("texts") String landing, @ForAll @From("texts") String referrer) {
        Source found = CLASSIFIER.classify(landing, Optional.of(referrer));

        assertThat(CLASSIFIER.classify(landing, Optional.of(referrer))).isEqualTo(found);
        assertStorable(found);
        boolean campaign = !SourceClassifier.campaign(landing).isEmpty();
        assertThat(found.channel() == Channel.CAMPAIGN).isEqualTo(campaign);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of(
                                "https://",
                                "http://",
                                "HTTPS://",
                                "www.",
                                "google",
                                ".com",
                                "google.com",
                                "shop.example",
                                "/",
                                "?",
                                "#",
                                "&",
                                "=",
                                "q=",
                                "utm_source=",
                                "gclid=",
                                "%00",
                                "%",
                                "@",
                                ":",
                                "[",
                                "]",
                                "..",
                                " ",
                                "\\",
                                "\u00fc",
                                "\u3002",
                                "\ud83d\ude00",
                                "a",
                                "1",
                                "-",
                                "_")
                        .list()
                        .ofMaxSize(12)
                        .map(parts -> String.join("", parts)));
    }

    private static void assertStorable(Source source) {
        Stream.of(
                        source.source(),
                        source.medium(),
                        source.campaign(),
                        source.keyword(),
                        source.content(),
                        source.clickId())
                .flatMap(Optional::stream)
                .forEach(text -> assertThat(text)
                        .isNotEmpty()
                        .hasSizeLessThanOrEqualTo(1_024)
                        .doesNotContain("\0"));
    }
}
