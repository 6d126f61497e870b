package dev.callcard.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table to be copied into a page. */
final class MarkdownTable {
    private final String title;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String title, String... heads) {
        this.title = title;
        this.columns = heads.length;
        row((Object[]) heads);
        lines.add("|" + String.join("|", Collections.nCopies(columns, " --- ")) + "|");
    }

    /** Adds a row; numbers are rounded to what can be told apart. */
    MarkdownTable row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(cell instanceof Double number ? number(number) : String.valueOf(cell));
        }
        texts.addAll(Collections.nCopies(columns - cells.length, ""));
        lines.add("| " + String.join(" | ", texts) + " |");
        return this;
    }

    void print() {
        System.out.println();
        System.out.println("**" + title + "**");
        System.out.println();
        lines.forEach(System.out::println);
        System.out.flush();
    }

    static String number(double value) {
        return String.format(
                Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
