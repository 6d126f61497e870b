package dev.callcard.ledger.internal;

import dev.callcard.error.InvalidInputException;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Tombstone;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.paging.internal.ListName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pages of the ledger, by kind and hash. */
public final class LedgerPages {
    /** The order of the ledger, as texts are compared byte by byte. */
    public static final Comparator<Fingerprint> ORDER =
            Comparator.comparing((Fingerprint print) -> print.kind().name()).thenComparing(Fingerprint::hash);

    private static final ListName LIST = new ListName("ledger");
    private static final char SEPARATOR = '-';

    private LedgerPages() {}

    /**
     * After what the page starts.
     *
     * @param page the request
     * @return empty for the first page
     * @throws InvalidInputException if the cursor is not one of this list
     */
    public static Optional<Fingerprint> after(PageRequest page) {
        return LIST.open(page).cursor().map(LedgerPages::read);
    }

    /**
     * Makes a page.
     *
     * @param read what was read, one more than asked for if there is more
     * @param page the request
     * @return the page
     */
    public static Page<Tombstone> page(List<Tombstone> read, PageRequest page) {
        if (read.size() <= page.limit()) {
            return new Page<>(read, Optional.empty());
        }
        List<Tombstone> items = read.subList(0, page.limit());
        Fingerprint last = items.get(items.size() - 1).fingerprint();
        return LIST.close(new Page<>(items, Optional.of(last.kind().name() + SEPARATOR + last.hash())));
    }

    private static Fingerprint read(String cursor) {
        int end = cursor.indexOf(SEPARATOR);
        try {
            return new Fingerprint(
                    Fingerprint.Kind.valueOf(cursor.substring(0, Math.max(0, end))), cursor.substring(end + 1));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/cursor", "is not a cursor of this list");
        }
    }
}
