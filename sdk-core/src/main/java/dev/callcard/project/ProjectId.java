package dev.callcard.project;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names a project: one tenant, whose calls, visits and settings no other project ever sees.
 *
 * @param value 1 to 64 of {@code a-z 0-9 -}, and none of the words that the plugin uses in its own paths
 */
public record ProjectId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Set<String> RESERVED = Set.of("api", "shared", "t", "assets", "embed");

    /** Checks the form. */
    public ProjectId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a project id is 1 to 64 of a-z, 0-9 and '-', and not one of " + RESERVED);
        }
    }

    /**
     * Whether a text can be a project id.
     *
     * @param text any text
     * @return true if {@code new ProjectId(text)} would succeed
     */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches() && !RESERVED.contains(text);
    }

    /**
     * Names a project.
     *
     * @param value the id
     * @return the id, never null
     * @throws IllegalArgumentException if the text cannot be one
     */
    public static ProjectId of(String value) {
        return new ProjectId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
