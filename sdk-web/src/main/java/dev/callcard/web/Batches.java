package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.ingest.ItemResult;
import dev.callcard.json.ParsedItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Hands in the good items of a batch and puts every result where its item was. */
final class Batches {
    private Batches() {}

    /** Says no before a body of megabytes is read. */
    static void requireIngest(CallCards callCards, Exchange exchange) {
        callCards.projects().get(exchange.viewer(), exchange.project());
        callCards.access().require(exchange.viewer(), exchange.project(), Permission.INGEST);
    }

    static <T> List<ItemResult> results(List<ParsedItem<T>> items, Function<List<T>, List<ItemResult>> ingest) {
        List<T> good =
                items.stream().map(ParsedItem::value).flatMap(Optional::stream).toList();
        Iterator<ItemResult> stored = good.isEmpty()
                ? List.<ItemResult>of().iterator()
                : ingest.apply(good).iterator();
        List<ItemResult> results = new ArrayList<>(items.size());
        for (ParsedItem<T> item : items) {
            results.add(item.value().isPresent() ? stored.next() : ItemResult.rejected(item.errors()));
        }
        return results;
    }
}
