package dev.callcard.web;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes rows of CSV (RFC 4180). Spreadsheets run a cell that begins like a formula, even out of quotes, so such a cell gets
 * an apostrophe in front. Not thread-safe.
 */
final class Csv {
    /** The full-width forms are those that spreadsheets read as if they were the plain ones. */
    private static final String DANGEROUS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20";

    private final Writer out;

    Csv(Writer out) {
        this.out = out;
    }

    void row(Iterable<String> cells) throws IOException {
        String separator = "";
        for (String cell : cells) {
            out.write(separator);
            out.write(quoted(harmless(cell)));
            separator = ",";
        }
        out.write("\r\n");
    }

    /** The text without NUL, and as one that no spreadsheet runs. */
    static String harmless(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String kept = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        // What stood behind a NUL is first once the NUL is gone.
        boolean dangerous = isDangerous(text) || !kept.isEmpty() && isDangerous(kept);
        return dangerous ? "'" + kept : kept;
    }

    private static boolean isDangerous(String text) {
        return DANGEROUS.indexOf(text.charAt(0)) >= 0;
    }

    /** Quotes whatever some reader might cut at: in some countries spreadsheets take semicolons for separators. */
    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == ';' || c < ' ');
        boolean padded = !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
        return plain && !padded ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
