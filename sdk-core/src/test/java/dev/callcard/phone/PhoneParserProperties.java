package dev.callcard.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.phone.PhoneNumber.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class PhoneParserProperties {
    private static final List<String> COUNTRIES =
            Stream.of(Locale.getISOCountries()).filter(PhoneParser::supports).toList();

    @Property(tries = 3_000)
    void garbageNeverThrowsAndIsReadTheSameWayTwice(@ForAll("countries") String country, @ForAll String text) {
        PhoneNumber once = new PhoneParser(country, List.of()).parse(text);
        PhoneNumber again = new PhoneParser(country, List.of()).parse(text);

        assertThat(once).isEqualTo(again);
        assertThat(once.raw()).isEqualTo(text);
        if (once.kind() == Kind.E164) {
            assertThat(once.key().value()).matches("\\+[0-9]{2,17}");
        }
    }

    @Property(tries = 5_000)
    void dialledTextNeverThrowsAndItsKeyIsItsOwnKey(
            @ForAll("countries") String country, @ForAll("dialled") String text) {
        PhoneParser parser = new PhoneParser(country, List.of());
        CustomerKey key = parser.parse(text).key();

        assertThat(parser.parse(key.value()).key())
                .as("%s in %s", text, country)
                .isEqualTo(key);
    }

    @Property(tries = 5_000)
    void keyOfTheInternationalFormIsTheKey(
            @ForAll("countries") String country, @ForAll("countries") String other, @ForAll("dialled") String text) {
        PhoneParser parser = new PhoneParser(country, List.of());
        PhoneNumber number = parser.parse(text);
        if (number.kind() == Kind.E164) {
            String shown = PhoneParser.international(number);

            assertThat(parser.parse(shown).key())
                    .as("%s in %s as %s", text, country, shown)
                    .isEqualTo(number.key());
            assertThat(new PhoneParser(other, List.of()).parse(shown).key())
                    .as("%s of %s as %s in %s", text, country, shown, other)
                    .isEqualTo(number.key());
        }
    }

    @Property(tries = 3_000)
    void numbersThatDifferNeverShareAKey(
            @ForAll @NumericChars @StringLength(10) String one, @ForAll @NumericChars @StringLength(10) String other) {
        PhoneParser parser = new PhoneParser("GB", List.of());
        PhoneNumber first = parser.parse("+1" + one);
        PhoneNumber second = parser.parse("+1" + other);

        assertThat(first.key().equals(second.key())).isEqualTo(one.equals(other));
    }

    @Property(tries = 2_000)
    void suffixOfANumberIsAnotherCustomer(@ForAll @NumericChars @StringLength(min = 1, max = 10) String prefix) {
        PhoneParser parser = new PhoneParser("GB", List.of());
        CustomerKey number = parser.parse("020 7946 0958").key();
        String text = prefix + "79460958";

        boolean same = parser.parse(text).key().equals(number);

        // Only the spellings of the one number are that number.
        assertThat(same)
                .as(text)
                .isEqualTo(List.of("020", "004420", "4420", "20").contains(prefix));
    }

    @Property(tries = 2_000)
    void keyedTextsJoinOnIdenticalTextOnly(@ForAll("dialled") String one, @ForAll("dialled") String other) {
        PhoneParser parser = new PhoneParser("GB", List.of());
        CustomerKey first = parser.parse(one).key();
        CustomerKey second = parser.parse(other).key();
        boolean plain = (one + other).indexOf('<') < 0;
        if (plain && first.kind() == Kind.INVALID && second.kind() == Kind.INVALID) {
            assertThat(first.equals(second)).isEqualTo(one.strip().equals(other.strip()));
        }
    }

    @Property(tries = 1_000)
    void toStringNeverShowsDigitsOfTheNumber(@ForAll("dialled") String text) {
        PhoneNumber number = new PhoneParser("GB", List.of()).parse(text);

        assertThat(number.toString()).isEqualTo(number.kind() + ":***");
        assertThat(number.key().toString()).isEqualTo(number.kind() + ":***");
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.oneOf(
                Arbitraries.of("GB", "US", "DE", "IT", "AR", "BR", "MX", "RU"), Arbitraries.of(COUNTRIES));
    }

    @Provide
    Arbitrary<String> dialled() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(16);
        Arbitrary<String> noise = Arbitraries.strings()
                .withChars("0123456789+-() ./*#,;x<>@\u00a0\u200e\u202a\uff11\uff10")
                .ofMaxLength(18);
        Arbitrary<String> prefixes =
                Arbitraries.of("", "+", "00", "011", "0", "+44", "+1", "+39", "+54 9", "+52", "+7", "8");
        return Arbitraries.oneOf(noise, prefixes.flatMap(prefix -> digits.map(rest -> prefix + rest)));
    }
}
