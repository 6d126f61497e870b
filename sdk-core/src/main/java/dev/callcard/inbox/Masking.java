package dev.callcard.inbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what could be a number of a person, or a secret. Rather too much: what stays is for finding out why a call looks as
 * it does. Time stamps in seconds look like numbers and go too; dates stay.
 */
final class Masking {
    /** Seven digits or more, perhaps with the usual signs between them. */
    private static final Pattern NUMBER = Pattern.compile("[0-9](?:[ ().\\-]{0,2}[0-9]){6,19}");

    /** A date, perhaps with the hour after it, and nothing else that could be a number. */
    private static final Pattern DATE = Pattern.compile("(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?: [0-2][0-9])?");

    /** A parameter or member whose name says that it is a secret, with its value. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:token|secret|signature|password|passwd|auth[a-z_]*|api_?key|key)(?:\"\\s*:\\s*\"|'\\s*:\\s*'|=|%3D))"
                    + "[^&\"'\\s<>]{1,4096}");

    private static final int LEFT = 2;

    private Masking() {}

    static String mask(String text) {
        String withoutSecrets = SECRET.matcher(text).replaceAll("$1***");
        return NUMBER.matcher(withoutSecrets).replaceAll(match -> {
            String number = match.group();
            return DATE.matcher(number).matches()
                    ? Matcher.quoteReplacement(number)
                    : "***" + number.substring(number.length() - LEFT);
        });
    }
}
