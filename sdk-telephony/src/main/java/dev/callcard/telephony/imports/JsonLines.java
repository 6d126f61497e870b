package dev.callcard.telephony.imports;

import dev.callcard.json.ParsedItem;
import dev.callcard.json.UnreadableJsonException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Items that are a JSON object each, one on a line; empty lines are passed over. */
final class JsonLines<T> implements Item.Source<T> {
    private final Lines lines;
    private final Function<String, ParsedItem<T>> reader;

    JsonLines(Lines lines, Function<String, ParsedItem<T>> reader) {
        this.lines = lines;
        this.reader = reader;
    }

    @Override
    public Optional<Item<T>> next() throws IOException {
        return lines.nextFilled()
                .map(found -> new Item<>(
                        found.number(),
                        found.resume(),
                        found.sizeBytes(),
                        found.text(),
                        found.text()
                                .map(this::parse)
                                .orElseGet(() -> Item.wrong(found.problem().orElse(""))),
                        List.of()));
    }

    private ParsedItem<T> parse(String text) {
        try {
            return reader.apply(text);
        } catch (UnreadableJsonException e) {
            return Item.wrong("is not a JSON object in its right form");
        }
    }
}
