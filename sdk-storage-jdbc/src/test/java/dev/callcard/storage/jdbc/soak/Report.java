package dev.callcard.storage.jdbc.soak;

/** Lines of a Markdown table on the standard output, to be copied into docs/reliability.md. */
final class Report {
    private Report() {}

    static void line(Object what, Object... figures) {
        StringBuilder line = new StringBuilder("| ").append(what);
        for (Object figure : figures) {
            line.append(" | ").append(figure);
        }
        System.out.println(line.append(" |"));
    }
}
