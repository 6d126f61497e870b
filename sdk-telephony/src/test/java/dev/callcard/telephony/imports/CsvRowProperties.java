package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows are taken apart as everybody does it: Commons CSV is the judge. */
class CsvRowProperties {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    @Property(tries = 2_000)
    void writtenRowsAreReadBack(@ForAll("values") List<String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        FORMAT.printRecord(text, values.toArray());

        assertThat(read(text.substring(0, text.length() - 2))).containsExactly(values);
    }

    @Property(tries = 2_000)
    void wellFormedTextsAreReadAsCommonsCsvReadsThem(@ForAll("texts") String text) throws IOException {
        List<List<String>> rows = read(text);

        if (!rows.isEmpty()) {
            try (CSVParser judge = CSVParser.parse(new StringReader(text), FORMAT)) {
                assertThat(rows)
                        .isEqualTo(judge.getRecords().stream()
                                .map(CSVRecord::toList)
                                .toList());
            }
        }
    }

    @Example
    void quotesOutOfPlaceAreRefused() {
        assertThat(new CsvRow().add("a\"b,c")).isFalse();
        assertThat(new CsvRow().add("\"a\"b,c")).isFalse();
        CsvRow open = new CsvRow();
        assertThat(open.add("a,\"b")).isTrue();
        assertThat(open.isOpen()).isTrue();
    }

    @Example
    void hugeNumberOfColumnsIsRefused() {
        assertThat(new CsvRow().add(",".repeat(1_000_000))).isFalse();
    }

    @Provide
    Arbitrary<List<String>> values() {
        return Arbitraries.strings()
                .withChars('a', ',', '"', '\n', ' ', 'é')
                .ofMaxLength(8)
                .list()
                .ofMinSize(2)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'b', ',', '"', '\n')
                .ofMinLength(1)
                .ofMaxLength(14)
                .filter(text -> !text.startsWith("\n") && !text.endsWith("\n") && !text.contains("\n\n"));
    }

    /** The rows of a text; none if it is not well-formed. */
    private static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        CsvRow row = new CsvRow();
        for (String line : text.split("\n", -1)) {
            if (!row.add(line)) {
                return List.of();
            }
            if (!row.isOpen()) {
                rows.add(row.columns());
                row = new CsvRow();
            }
        }
        return row.isOpen() ? List.of() : rows;
    }
}
