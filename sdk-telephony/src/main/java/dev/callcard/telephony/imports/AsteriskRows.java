package dev.callcard.telephony.imports;

import dev.callcard.call.CallReport;
import dev.callcard.telephony.asterisk.AsteriskCdr;
import dev.callcard.telephony.imports.Lines.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Items that are a row of an Asterisk's CSV each. A row may go on over several lines. Where lines do not make a row
 * together, as when the telephone system stopped in the middle of one, only the first of them is rejected: a quote that is
 * never closed must not take good rows with it.
 */
final class AsteriskRows implements Item.Source<CallReport> {
    private static final int MAX_LINES = 1_000;

    private final Lines lines;
    private final AsteriskCdr cdr;

    AsteriskRows(Lines lines, AsteriskCdr cdr) {
        this.lines = lines;
        this.cdr = cdr;
    }

    @Override
    public Optional<Item<CallReport>> next() throws IOException {
        Optional<Line> first = lines.nextFilled();
        return first.isEmpty() ? Optional.empty() : Optional.of(row(first.get()));
    }

    private Item<CallReport> row(Line first) throws IOException {
        if (first.text().isEmpty()) {
            return wrong(first, first.problem().orElse(""));
        }
        CsvRow row = new CsvRow();
        List<Line> taken = new ArrayList<>(List.of(first));
        boolean fits = row.add(first.text().get());
        long size = first.sizeBytes();
        while (fits && row.isOpen()) {
            Optional<Line> more = lines.next();
            if (more.isEmpty()) {
                fits = false;
            } else {
                Line line = more.get();
                taken.add(line);
                size += line.sizeBytes();
                fits = taken.size() <= MAX_LINES
                        && size <= Lines.MAX_BYTES
                        && line.text().filter(row::add).isPresent();
            }
        }
        boolean several = taken.size() > 1;
        if (!fits || several && !cdr.isWidth(row.columns().size())) {
            for (int i = taken.size() - 1; i > 0; i--) {
                lines.giveBack(taken.get(i));
            }
            return wrong(first, several ? "opens a quote that is not closed" : "is not CSV: has a quote out of place");
        }
        AsteriskCdr.Leg leg = cdr.read(row.columns());
        return new Item<>(
                first.number(),
                taken.get(taken.size() - 1).resume(),
                size,
                Optional.of(taken.stream().flatMap(line -> line.text().stream()).collect(Collectors.joining("\n"))),
                leg.report(),
                leg.recordingNames());
    }

    private static Item<CallReport> wrong(Line line, String problem) {
        return new Item<>(line.number(), line.resume(), line.sizeBytes(), line.text(), Item.wrong(problem), List.of());
    }
}
