package dev.callcard.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.callcard.phone.PhoneNumber.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneParserTest {
    private static final String LONDON = "+442079460958";
    private static final PhoneParser GB = new PhoneParser("GB", List.of("+266696687", " 8 888 "));
    private static final PhoneParser US = new PhoneParser("US", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+44 20 7946 0958",
                "0044 20 7946 0958",
                "020 7946 0958",
                "02079460958",
                " +442079460958 ",
                "+44 (0)20 7946-0958",
                "(020) 7946.0958",
                "tel:+44-20-7946-0958",
                "TEL:+442079460958;ext=12",
                "020 7946 0958 ext. 12",
                "020 7946 0958 x12",
                "+44 20 7946 0958 extension 7",
                "\uff0b\uff14\uff14 \uff12\uff10 \uff17\uff19\uff14\uff16 \uff10\uff19\uff15\uff18",
                "\u0660\u0662\u0660 \u0667\u0669\u0664\u0666 \u0660\u0669\u0665\u0668",
                "\u202a+44 20 7946 0958\u202c",
                "\u200e+44\u200e 20\u200f 7946 0958\u200e",
                "\u2066020 7946 0958\u2069",
                "\ufeff+44 20 7946 0958",
                "+44\u00a020\u202f7946\u20090958",
                "+44\u200b20\u200b7946\u200b0958",
                "\"Ann\" <+442079460958>",
                "Ann O'Neil <020 7946 0958>",
                "\"Ann <the boss>\" <+442079460958>",
                "<+44 20 7946 0958>",
                "\"\" <0044 20 7946 0958>"
            })
    void spellingsOfOneNumberShareOneKey(String spelling) {
        PhoneNumber number = GB.parse(spelling);

        assertThat(number.key()).isEqualTo(new CustomerKey(Kind.E164, LONDON));
        assertThat(number.raw()).isEqualTo(spelling);
        assertThat(number.text()).isEqualTo(LONDON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "020 7946 095",
                "020 7946 09580",
                "7946 0958",
                "46 0958",
                "0958",
                "+1 20 7946 0958",
                "+44 20 7946 0959",
                "1 020 7946 0958",
                "*67 020 7946 0958",
                "020 7946 0958 020 7946 0958"
            })
    void otherNumbersHaveOtherKeys(String other) {
        assertThat(GB.parse(other).key()).isNotEqualTo(new CustomerKey(Kind.E164, LONDON));
    }

    @Test
    void exitPrefixIsTheCountrysOwn() {
        CustomerKey london = new CustomerKey(Kind.E164, LONDON);

        assertThat(US.parse("011 44 20 7946 0958").key()).isEqualTo(london);
        assertThat(US.parse("0044 20 7946 0958").key()).isNotEqualTo(london);
        assertThat(GB.parse("011 44 20 7946 0958").key()).isNotEqualTo(london);
        assertThat(new PhoneParser("AU", List.of())
                        .parse("0011 44 20 7946 0958")
                        .key())
                .isEqualTo(london);
        assertThat(new PhoneParser("JP", List.of()).parse("010 44 20 7946 0958").key())
                .isEqualTo(london);
    }

    @Test
    void nationalNumberBelongsToTheProjectsCountry() {
        assertThat(US.parse("(650) 253-0000").key()).isEqualTo(new CustomerKey(Kind.E164, "+16502530000"));
        assertThat(US.parse("020 7946 0958").key()).isNotEqualTo(new CustomerKey(Kind.E164, LONDON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n",
                "\u00a0",
                "\u3000\u2009",
                "\u200e\u200f",
                "\ufeff",
                "anonymous",
                "ANONYMOUS",
                "AnOnYmOuS",
                " Unknown ",
                "Restricted",
                "un known",
                "unknown\u200b",
                "\u2009Restricted\u3000",
                "withheld",
                "Private",
                "unavailable",
                "blocked",
                "null",
                "<>",
                "\"\" <>",
                "\"Anonymous\" <>",
                "\"Ann\" <unknown>",
                "anonymous@anonymous.invalid",
                "Anonymous@10.0.0.1",
                "sip:anonymous@anonymous.invalid",
                "SIP:Anonymous@anonymous.invalid",
                "sips:anonymous@anonymous.invalid",
                "sip:Anonymous@anonymous.invalid:5060",
                "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                "\"Anonymous\" <sips:anonymous@anonymous.invalid>",
                "sip:restricted@10.0.0.1",
                "sip:unavailable@unknown.invalid",
                "unknown@10.0.0.1"
            })
    void withheldNumberIsAnonymousWhateverItsCaseAndBlanks(String text) {
        PhoneNumber number = GB.parse(text);

        assertThat(number.key()).isEqualTo(CustomerKey.ANONYMOUS);
        assertThat(number.key().joins()).isFalse();
        assertThat(number.raw()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+266696687", "+266 696 687", "\u202a+266696687\u202c", "8888", "8 8 8 8", "\"x\" <8888>"})
    void pseudoNumbersOfTheProjectAreAnonymous(String text) {
        assertThat(GB.parse(text).kind()).isEqualTo(Kind.ANONYMOUS);
        assertThat(US.parse(text).kind()).isNotEqualTo(Kind.ANONYMOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"112", "999", "101", "1001", "*100#", "*67", " 1 1 2 ", "\u202a112\u202c"})
    void fewDigitsAreShort(String text) {
        assertThat(GB.parse(text).kind()).isEqualTo(Kind.SHORT);
    }

    @Test
    void shortNumberIsNotTheUnreadableTextOfTheSameDigits() {
        assertThat(GB.parse("112").key()).isEqualTo(new CustomerKey(Kind.SHORT, "112"));
        assertThat(GB.parse("112").key()).isNotEqualTo(new CustomerKey(Kind.INVALID, "112"));
        assertThat(GB.parse("\uff11\uff11\uff12").key()).isEqualTo(new CustomerKey(Kind.SHORT, "112"));
        assertThat(GB.parse("0112").key()).isNotEqualTo(GB.parse("112").key());
    }

    @Test
    void emergencyNumberIsShortInEveryCountry() {
        Set<String> wrong = countries()
                .filter(country ->
                        new PhoneParser(country, List.of()).parse("112").kind() != Kind.SHORT)
                .collect(Collectors.toSet());

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:ann@pbx.example, sip:ann@pbx.example",
        "SIP:Ann@PBX.example, SIP:Ann@PBX.example",
        "sips:ann@pbx.example, sips:ann@pbx.example",
        "ann@pbx.example, ann@pbx.example",
        "'\"Ann\" <sip:101@pbx.example>', sip:101@pbx.example",
        "' sip:+442079460958@trunk.example ', sip:+442079460958@trunk.example"
    })
    void sipAddressIsMatchedByItsExactText(String text, String key) {
        assertThat(GB.parse(text).key()).isEqualTo(new CustomerKey(Kind.SIP, key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "0800 FLOWERS",
                "1-800-FLOWERS",
                "020 7946 extra",
                "020 7946 ext FLOWERS",
                "02 ext ABCDE",
                "02 x ABCDE 1",
                "0207 extended 94 60 958",
                "+44",
                "+",
                "-",
                "123456789012345678901234567890",
                "@example",
                "020 7946 0958 or 0959",
                "\ud83d\ude00"
            })
    void textThatIsNoNumberIsInvalidAndKeepsItsText(String text) {
        PhoneNumber number = GB.parse(text);

        assertThat(number.key()).isEqualTo(new CustomerKey(Kind.INVALID, text));
        assertThat(number.key().joins()).isTrue();
    }

    @Test
    void numberNeverShowsInToString() {
        for (String text : List.of("+44 20 7946 0958", "112", "sip:2079460958@x", "no 2079460958", "")) {
            PhoneNumber number = GB.parse(text);
            assertThat(number.toString() + number.key()).doesNotContain("2079460958", "112", "0958");
        }
    }

    @Test
    void longTextIsReadInLinearTime() {
        String blanks = " ".repeat(20_000);
        for (String text : List.of(
                blanks + "x",
                "\"" + blanks + "x",
                "x <" + blanks,
                blanks + "<" + blanks,
                "x".repeat(100_000),
                "0".repeat(100_000),
                "\u00a0".repeat(50_000) + "1",
                "ext".repeat(30_000))) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> GB.parse(text));
        }
    }

    @Test
    void everyCountryOfTheSettingsCanBeParsed() {
        assertThat(PhoneParser.supports("GB")).isTrue();
        for (String none : List.of("", "gb", "ZZ", "GBR", "001", "001 ")) {
            assertThat(PhoneParser.supports(none)).as(none).isFalse();
        }
        assertThatCode(() ->
                        countries().forEach(country -> new PhoneParser(country, List.of("")).parse("+44 20 7946 0958")))
                .doesNotThrowAnyException();
    }

    @Test
    void internationalFormIsForPeople() {
        assertThat(PhoneParser.international(GB.parse("02079460958"))).isEqualTo("+44 20 7946 0958");
        assertThat(PhoneParser.international(GB.parse("112"))).isEqualTo("112");
        assertThat(PhoneParser.international(GB.parse(""))).isEmpty();
    }

    static Stream<String> countries() {
        return Stream.of(java.util.Locale.getISOCountries()).filter(PhoneParser::supports);
    }
}
