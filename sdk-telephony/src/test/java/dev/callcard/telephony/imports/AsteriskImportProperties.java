package dev.callcard.telephony.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows are facts: their order and their number of times do not matter. */
class AsteriskImportProperties {
    @Property(tries = 150)
    void anyOrderOfRowsGivesTheSameCalls(@ForAll("files") List<String> rows, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(rows);
        java.util.Collections.shuffle(shuffled, random);
        ImportFixture one = new ImportFixture();
        ImportFixture other = new ImportFixture();

        one.asterisk(rows.toArray(String[]::new));
        other.asterisk(shuffled.toArray(String[]::new));

        assertThat(one.rejected()).isEmpty();
        assertThat(other.facts()).isEqualTo(one.facts());
    }

    @Property(tries = 100)
    void importingAgainChangesNothing(@ForAll("files") List<String> rows) {
        ImportFixture fixture = new ImportFixture();
        fixture.asterisk(rows.toArray(String[]::new));
        List<String> before = fixture.facts();

        ImportProgress again = fixture.asterisk(rows.toArray(String[]::new));

        assertThat(again.created() + again.updated() + again.rejected()).isZero();
        assertThat(again.unchanged()).isEqualTo(rows.size());
        assertThat(fixture.facts()).isEqualTo(before);
    }

    @Property(tries = 50)
    void importInTwoPartsIsTheSameAsInOne(@ForAll("files") List<String> rows, @ForAll Random random) {
        int cut = random.nextInt(rows.size() + 1);
        String file = String.join("\n", rows) + "\n";
        ImportFixture whole = new ImportFixture();
        ImportFixture parts = new ImportFixture();

        whole.asterisk(rows.toArray(String[]::new));
        ImportProgress first = parts.imports()
                .build()
                .asteriskCdr(
                        ImportFixture.stream(String.join("\n", rows.subList(0, cut)) + (cut == 0 ? "" : "\n")),
                        ImportFixture.cdr());
        ImportProgress second = parts.imports()
                .from(first.durable())
                .build()
                .asteriskCdr(ImportFixture.stream(file), ImportFixture.cdr());

        assertThat(first.items() + second.items()).isEqualTo(rows.size());
        assertThat(parts.facts()).isEqualTo(whole.facts());
    }

    /** Up to a dozen rows of a few calls, with and without the newer columns. */
    @Provide
    Arbitrary<List<String>> files() {
        return row().list().ofMinSize(1).ofMaxSize(12).map(rows -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                texts.add(rows.get(i).set("sequence", String.valueOf(i)).toString());
            }
            return texts;
        });
    }

    private static Arbitrary<Cdr> row() {
        Arbitrary<Integer> call = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> channel = Arbitraries.integers().between(1, 3);
        Arbitrary<String> src = Arbitraries.of("02079460958", "02079460111", "101", "");
        Arbitrary<String> dst = Arbitraries.of("600", "101", "02079460222", "s", "vmu101");
        Arbitrary<Integer> start = Arbitraries.integers().between(0, 50);
        Arbitrary<Integer> ring = Arbitraries.integers().between(0, 5);
        Arbitrary<String> result =
                Arbitraries.of("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL", "ODD");
        Arbitrary<Boolean> old = Arbitraries.of(true, false);
        return Combinators.combine(call, channel, src, dst, start, ring, result, old)
                .as((c, ch, from, to, s, r, disposition, isOld) -> {
                    String linked = "177244320" + c + ".1";
                    Cdr row = isOld ? Cdr.oldRow(linked) : Cdr.row("177244320" + c + "." + ch, linked, 0);
                    String at = "10:%02d:%02d";
                    return row.who(from, to)
                            .set("clid", "\"A, \"\"B\n\" <" + from + ">")
                            .set("lastapp", to.startsWith("vm") ? "VoiceMail" : "Dial")
                            .at(
                                    at.formatted(s, 0),
                                    disposition.equals("ANSWERED") ? at.formatted(s, r) : "",
                                    at.formatted(s + 1, ch))
                            .to("PJSIP/10" + ch + "-0000000" + r, disposition);
                });
    }
}
