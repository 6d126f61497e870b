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
    /** Where to go on if the file ended in the middle of a row: before that row, which may still be written to. */
    private Optional<ImportPosition> unfinished = Optional.empty();

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
        while (fits && row.isOpen()) {
            fits = addNext(taken, row);
        }
        Line last = taken.get(taken.size() - 1);
        if (!last.isWhole()) {
            leaveUnfinished(first);
        }
        boolean several = taken.size() > 1 || row.isOpen();
        if (!fits || several && !cdr.isWidth(row.columns().size())) {
            for (int i = taken.size() - 1; i > 0; i--) {
                lines.giveBack(taken.get(i));
            }
            return wrong(first, several ? "opens a quote that is not closed" : "is not CSV: has a quote out of place");
        }
        AsteriskCdr.Leg leg = cdr.read(row.columns());
        return new Item<>(
                first.number(),
                resumeBehind(last),
                last.end().bytes() - first.start().bytes(),
                Optional.of(taken.stream().flatMap(line -> line.text().stream()).collect(Collectors.joining("\n"))),
                // Half of a row may look like a whole one of an older layout, and would be taken for another leg.
                last.isWhole() ? leg.report() : Item.wrong("has no line end, so that it may be cut off"),
                leg.recordingNames());
    }

    /** Takes one line more into an open row; false if the row cannot go on with it. */
    private boolean addNext(List<Line> taken, CsvRow row) throws IOException {
        Line first = taken.get(0);
        Optional<Line> more = lines.next();
        if (more.isEmpty()) {
            leaveUnfinished(first);
            return false;
        }
        Line line = more.get();
        taken.add(line);
        return taken.size() <= MAX_LINES
                && line.end().bytes() - first.start().bytes() <= Lines.MAX_BYTES
                && line.text().filter(row::add).isPresent();
    }

    private void leaveUnfinished(Line first) {
        unfinished = unfinished.or(() -> Optional.of(first.start()));
    }

    private ImportPosition resumeBehind(Line line) {
        return unfinished.orElse(line.resume());
    }

    private Item<CallReport> wrong(Line line, String problem) {
        return new Item<>(
                line.number(), resumeBehind(line), line.sizeBytes(), line.text(), Item.wrong(problem), List.of());
    }
}
