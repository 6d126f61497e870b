package dev.callcard.erasure;

import dev.callcard.call.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an erasure did: what went, and what stayed and why.
 *
 * @param customer who was to be erased; empty after a replay of the ledger, which is about many
 * @param at when, to the microsecond
 * @param erased how many of each part went; every part is there, 0 where there was none
 * @param kept what stayed; empty if everything went
 */
public record Receipt(Optional<CustomerId> customer, Instant at, Map<Part, Long> erased, List<Kept> kept) {
    /** Fills up the parts of which nothing went, and copies. */
    public Receipt {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(at, "at");
        EnumMap<Part, Long> all = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            all.put(part, erased.getOrDefault(part, 0L));
        }
        erased = Collections.unmodifiableMap(all);
        kept = List.copyOf(kept);
    }

    /**
     * Whether nothing of the customer is left.
     *
     * @return false if a legal hold forbade it, or audio could not be deleted yet; visitors whom others share do not count
     */
    public boolean isComplete() {
        return kept.stream().allMatch(stayed -> stayed.why() == Why.SHARED);
    }

    /**
     * The same receipt, with something more that stayed.
     *
     * @param stayed what stayed
     * @return the receipt, never null
     */
    public Receipt keeping(Kept stayed) {
        List<Kept> all = new ArrayList<>(kept);
        all.add(stayed);
        return new Receipt(customer, at, erased, all);
    }

    /**
     * Both receipts in one.
     *
     * @param other another receipt
     * @return the sums, of nobody in particular, at the time of this one
     */
    public Receipt plus(Receipt other) {
        EnumMap<Part, Long> sum = new EnumMap<>(erased);
        other.erased.forEach((part, count) -> sum.merge(part, count, Long::sum));
        List<Kept> all = new ArrayList<>(kept);
        all.addAll(other.kept);
        return new Receipt(Optional.empty(), at, sum, all);
    }

    /** What there is of a customer. */
    public enum Part {
        /** Calls, with what was reported of them. */
        CALLS,
        /** Ratings and categories, counted by calls that have any. */
        ANNOTATIONS,
        /** Comments. */
        COMMENTS,
        /** Recordings that had audio, with what was seen of it. */
        RECORDINGS,
        /** Links that play a recording without log-in. */
        SHARE_LINKS,
        /** Visitors whom nobody else's calls name. */
        VISITORS,
        /** Their sessions. */
        SESSIONS,
        /** What they did, with their addresses. */
        VISIT_EVENTS,
        /** What providers pushed about the calls, and what was put aside and may name the number. */
        PROVIDER_EVENTS
    }

    /** Why something stayed. */
    public enum Why {
        /** The customer is under legal hold. */
        LEGAL_HOLD,
        /** Calls of other customers name the same visitor. */
        SHARED,
        /** The store of recordings did not answer; nobody can play them any more, and background work deletes them. */
        STORE_UNAVAILABLE
    }

    /**
     * Something that stayed.
     *
     * @param part what
     * @param count how many, 1 or more
     * @param why why it stayed
     */
    public record Kept(Part part, long count, Why why) {
        /** Checks that all parts are there. */
        public Kept {
            Objects.requireNonNull(part, "part");
            Objects.requireNonNull(why, "why");
            if (count < 1) {
                throw new IllegalArgumentException("what stayed is 1 or more");
            }
        }
    }
}
