package dev.callcard.telephony.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts of others. */
public final class Words {
    private static final Set<String> ABSENT = Set.of("", "null", "undefined");

    private Words() {}

    /**
     * What a text says. Providers send empty texts and the words {@code null} and {@code undefined} for what they do not know.
     *
     * @param text the text
     * @return the text without white space around it; empty if it says nothing
     */
    public static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(words -> !ABSENT.contains(words.toLowerCase(Locale.ROOT)));
    }
}
