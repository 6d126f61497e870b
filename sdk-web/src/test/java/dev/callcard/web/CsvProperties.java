package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Any reader of RFC 4180 finds the cells again, and no cell begins like a formula. */
class CsvProperties {
    private static final String DANGEROUS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20";

    @Property
    void rowsShouldBeReadAsTheyWereWritten(@ForAll("tables") List<List<String>> table) throws IOException {
        StringWriter out = new StringWriter();
        Csv csv = new Csv(out);
        for (List<String> row : table) {
            csv.row(row);
        }
        List<List<String>> read = new ArrayList<>();
        for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(out.toString()))) {
            read.add(row.toList());
        }
        assertThat(read)
                .isEqualTo(table.stream()
                        .map(row -> row.stream().map(Csv::harmless).toList())
                        .toList());
        assertThat(out.toString()).endsWith("\r\n");
    }

    @Property
    void cellShouldNeverBeginLikeAFormula(@ForAll("cells") String cell) {
        String harmless = Csv.harmless(cell);
        assertThat(harmless).doesNotContain("\0");
        if (!harmless.isEmpty()) {
            assertThat(DANGEROUS.indexOf(harmless.charAt(0))).isNegative();
        }
        String kept = cell.replace("\0", "");
        assertThat(harmless).isIn(kept, "'" + kept);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.integers()
                .between(2, 5)
                .flatMap(width ->
                        cells().list().ofSize(width).list().ofMinSize(1).ofMaxSize(6));
    }

    @Provide
    Arbitrary<String> cells() {
        Arbitrary<String> nasty = Arbitraries.of("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\"", ",", ";", "'", " ")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
        Arbitrary<String> wide =
                Arbitraries.of("\uff1d1+1", "\uff0b44", "\uff0d1", "\uff20SUM(A1)", "\ud83d\ude00", "Ї", "\u200f1");
        Arbitrary<String> texts =
                Arbitraries.strings().withCharRange('\0', '\u04ff').ofMaxLength(12);
        return Arbitraries.oneOf(nasty, wide, texts);
    }
}
