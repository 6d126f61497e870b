package dev.callcard.error.internal;

import dev.callcard.error.FieldError;
import java.util.List;

/** The rule for every text from outside: a bounded length, no NUL and no half of a surrogate pair. */
public final class Texts {
    private Texts() {}

    /**
     * Checks a text and says what is wrong with it.
     *
     * @param errors where to add what is wrong
     * @param pointer JSON pointer to the field
     * @param text the text
     * @param least the least number of UTF-16 units
     * @param most the most UTF-16 units
     */
    public static void check(List<FieldError> errors, String pointer, String text, int least, int most) {
        if (text.length() < least) {
            errors.add(new FieldError(pointer, "must not be empty"));
        } else if (text.length() > most) {
            errors.add(new FieldError(pointer, "must have at most " + most + " characters"));
        } else if (text.indexOf('\0') >= 0) {
            errors.add(new FieldError(pointer, "must not contain the character NUL"));
        } else if (hasLoneSurrogate(text)) {
            errors.add(new FieldError(pointer, "contains half of a character (a lone surrogate)"));
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
