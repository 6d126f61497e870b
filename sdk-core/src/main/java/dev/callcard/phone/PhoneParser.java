package dev.callcard.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import dev.callcard.phone.PhoneNumber.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns reported text into a {@link PhoneNumber}. Immutable and thread-safe.
 *
 * <p>A text is E.164 when libphonenumber calls it a <em>possible</em> number of the project's default country; whether it
 * is a <em>valid</em> one is for display only, because that data changes between releases and keys must not.
 */
public final class PhoneParser {
    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    private static final Pattern SHORT = Pattern.compile("[0-9*#]{1,8}");
    private static final Pattern EXTENSION = Pattern.compile("(?:;?ext(?:ension|n)?|x)[.:=]?\\s*\\p{Nd}+\\s*$");
    // Marks that show nothing: of direction, of zero width.
    private static final Pattern MARKS = Pattern.compile("\\p{Cf}+");
    private static final Pattern SPACES = Pattern.compile("\\p{Zs}");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
    private static final Set<String> WITHHELD =
            Set.of("anonymous", "unknown", "restricted", "withheld", "private", "unavailable", "blocked", "null");
    private static final int MAX_LENGTH = 250;
    private static final int MAX_EXTENSION = 6;
    private static final int MAX_READINGS = 5;

    private final String defaultCountry;
    private final Set<String> pseudoNumbers;

    /**
     * A parser for one project.
     *
     * @param defaultCountry ISO 3166 alpha-2 code in capitals, the country of numbers without a country code
     * @param pseudoNumbers further texts that providers send for a withheld number, compared without blanks and case
     */
    public PhoneParser(String defaultCountry, Collection<String> pseudoNumbers) {
        this.defaultCountry = defaultCountry;
        Set<String> folded = new HashSet<>();
        for (String number : pseudoNumbers) {
            folded.add(fold(number));
        }
        this.pseudoNumbers = Set.copyOf(folded);
    }

    /**
     * Whether numbers can be read for this country.
     *
     * @param country ISO 3166 alpha-2 code
     * @return true if libphonenumber knows the country
     */
    public static boolean supports(String country) {
        return UTIL.getSupportedRegions().contains(country);
    }

    /**
     * Reads a number. Never fails: what cannot be read is {@link Kind#INVALID}.
     *
     * @param reported the text as reported; may carry a name, as in {@code "Ann" <+442079460958>}
     * @return the number, never null
     */
    public PhoneNumber parse(String reported) {
        String text = withoutName(reported.strip()).strip();
        if (isWithheld(text)) {
            return new PhoneNumber(reported, CustomerKey.ANONYMOUS);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("sip:") || lower.startsWith("sips:") || text.indexOf('@') > 0) {
            return of(reported, Kind.SIP, text);
        }
        return e164(text)
                .map(number -> of(reported, Kind.E164, number))
                .or(() -> shortNumber(text).map(number -> of(reported, Kind.SHORT, number)))
                .orElseGet(() -> of(reported, Kind.INVALID, text));
    }

    /**
     * A number written for people of any country.
     *
     * @param number the number
     * @return for example {@code +44 20 7946 0958}; the reported text where it is no E.164 number
     */
    public static String international(PhoneNumber number) {
        if (number.kind() != Kind.E164) {
            return number.raw();
        }
        try {
            return UTIL.format(UTIL.parse(number.key().value(), null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return number.key().value();
        }
    }

    /** The text between the last angle brackets; no regular expression, because names come from outside at any length. */
    private static String withoutName(String text) {
        int open = text.lastIndexOf('<');
        boolean named = open >= 0 && text.indexOf('>', open) == text.length() - 1;
        return named ? text.substring(open + 1, text.length() - 1) : text;
    }

    private boolean isWithheld(String text) {
        String folded = fold(text);
        return isWithheldWord(folded) || isWithheldWord(user(folded));
    }

    private boolean isWithheldWord(String folded) {
        return folded.isEmpty() || WITHHELD.contains(folded) || pseudoNumbers.contains(folded);
    }

    /** Who it is, where the text is a SIP address: sip:anonymous@anonymous.invalid is a withheld number (RFC 3323). */
    private static String user(String folded) {
        int scheme = folded.startsWith("sip:") ? "sip:".length() : folded.startsWith("sips:") ? "sips:".length() : 0;
        int at = folded.indexOf('@');
        return at > scheme ? folded.substring(scheme, at) : folded.substring(scheme);
    }

    private Optional<String> e164(String text) {
        // Letters would be read as keypad digits, and a name must not become a number.
        if (text.length() > MAX_LENGTH || hasLetters(text)) {
            return Optional.empty();
        }
        Optional<String> number =
                possible(SPACES.matcher(MARKS.matcher(text).replaceAll("")).replaceAll(" "));
        // A number with two national prefixes loses one each time it is read, and a key must be its own key.
        for (int i = 0; i < MAX_READINGS && number.isPresent(); i++) {
            Optional<String> again = possible(number.get());
            if (again.equals(number)) {
                return number;
            }
            number = again;
        }
        return Optional.empty();
    }

    private Optional<String> possible(String text) {
        try {
            var number = UTIL.parse(text, defaultCountry);
            // A few digits that can be dialled inside one area only are an extension, not a number of the whole world.
            boolean extension = UTIL.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE_LOCAL_ONLY
                    && shortNumber(text)
                            .filter(digits -> digits.length() <= MAX_EXTENSION)
                            .isPresent();
            return UTIL.isPossibleNumber(number) && !extension
                    ? Optional.of(UTIL.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static boolean hasLetters(String text) {
        String number = text.toLowerCase(Locale.ROOT).replaceFirst("^tel:", "");
        return EXTENSION.matcher(number).replaceFirst("").codePoints().anyMatch(Character::isLetter);
    }

    private static Optional<String> shortNumber(String text) {
        StringBuilder digits = new StringBuilder();
        BLANKS.matcher(text).replaceAll("").codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            digits.appendCodePoint(digit < 0 ? c : '0' + digit);
        });
        return SHORT.matcher(digits).matches() ? Optional.of(digits.toString()) : Optional.empty();
    }

    private static String fold(String text) {
        return BLANKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static PhoneNumber of(String raw, Kind kind, String value) {
        return new PhoneNumber(raw, new CustomerKey(kind, value));
    }
}
