package dev.callcard.visit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageUrlTest {
    private static final String SITE = "https://shop.example/";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', ''",
                "#top, ''",
                "a, a",
                "a?, a",
                "a?#x?y=1, a",
                "a?b=1, a?b=1",
                "a?b=1&b=2, a?b=1&b=2",
                "a?b, a?b",
                "a?&&b&, a?b",
                "a?utm_source=x, a",
                "a?utm_anything=x&b=1, a?b=1",
                "a?b=1&UTM_Source=x&c=2, a?b=1&c=2",
                "a?utm%5Fsource=x, a",
                "a?gclid=1&gbraid=2&wbraid=3&fbclid=4&msclkid=5&twclid=6&yclid=7&b=8, a?b=8",
                "a?fb_xd_fragment&fb_comment_id=1&PHPSESSID=2&jsessionid=3&doing_wp_cron=4&pk_vid=5, a",
                "a?sid=1&sessionid=2, a?sid=1&sessionid=2",
                "a?b=%zz&%=1, a?b=%zz&%=1",
                "a?b=1?gclid=2, a?b=1?gclid=2",
                "a?gclidx=1, a?gclidx=1",
                "a?b=utm_source, a?b=utm_source",
                "a?=x, a?=x",
                "A/%C3%A9?B=%20+, A/%C3%A9?B=%20+"
            })
    void identityHasNoFragmentAndNoTracking(String url, String identity) {
        assertThat(PageUrl.normalise(SITE + url)).isEqualTo(SITE + identity);
    }

    @Test
    void identityHasAtMostTheLimitAndNoHalfCharacter() {
        String path = "x".repeat(1_024);
        assertThat(PageUrl.normalise(path)).isEqualTo(path);
        assertThat(PageUrl.normalise(path + "y")).isEqualTo(path);
        assertThat(PageUrl.normalise(path.substring(1) + "\ud83d\ude00")).isEqualTo(path.substring(1));
        assertThat(PageUrl.normalise(path.substring(2) + "\ud83d\ude00")).isEqualTo(path.substring(2) + "\ud83d\ude00");
        assertThat(PageUrl.normalise("a?" + "gclid=" + path + path + "&b=1")).isEqualTo("a?b=1");
    }

    @Test
    void firstParameterOfANameCountsAndTheQueryComesBeforeTheFragment() {
        assertThat(PageUrl.parameters("a?x=1&x=2#x=3&y=4"))
                .containsEntry("x", "1")
                .containsEntry("y", "4");
        assertThat(PageUrl.parameters("a#/path?utm_source=z")).containsEntry("utm_source", "z");
        assertThat(PageUrl.parameters("a?x=&x=2")).containsEntry("x", "2");
        assertThat(PageUrl.parameters("a?X=a+b%20c")).containsEntry("x", "a b c");
        assertThat(PageUrl.parameters("a")).isEmpty();
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void anyTextHasAnIdentity(@ForAll @From("texts") String text) {
        String identity = PageUrl.normalise(text);

        assertThat(identity.length()).isLessThanOrEqualTo(PageUrl.MAX_LENGTH);
        assertThat(identity).doesNotContain("#");
        if (text.length() < PageUrl.MAX_LENGTH) {
            assertThat(PageUrl.normalise(identity)).isEqualTo(identity);
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void noParameterHoldsWhatNoStoreCanKeep(@ForAll @From("texts") String text) {
        PageUrl.parameters(text)
                .values()
                .forEach(value -> assertThat(value).isNotBlank().doesNotContain("\0"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of(
                                "?",
                                "&",
                                "#",
                                "=",
                                "%",
                                "%00",
                                "%ED%A0%80",
                                "%2",
                                "%-1",
                                "utm_source",
                                "gclid",
                                "a",
                                "+",
                                " ",
                                "https://",
                                "\ud83d\ude00",
                                "/")
                        .list()
                        .ofMaxSize(20)
                        .map(parts -> String.join("", parts)));
    }
}
