package dev.callcard.benchmarks;

/**
 * A customer of a certain rank: the first has 10,000 calls, 2,000 sessions and 40,000 page views, the 200,000th hardly any.
 * All within a year, in seconds from its beginning. No session of a customer meets another one.
 */
record Customer(int rank) {
    static final int YEAR = 365 * 86_400;

    private static final int[] PAGES = {1, 1, 2, 3, 4, 5, 6, 8, 10, 14};
    private static final int PAGES_OF_HEAVIEST = 20;
    private static final int SESSIONS_OF_VISITOR = 20;
    private static final int LEAST_GAP = 10;
    private static final int MOST_GAP = 90;
    // The longest session, and the time after which a visitor's next page view begins another.
    private static final int ROOM = PAGES_OF_HEAVIEST * MOST_GAP + 1_900;

    int sessions() {
        return (int) Math.round(2_000 / Math.sqrt(rank));
    }

    int calls() {
        return (int) Math.max(1, Math.round(10_000 / Math.pow(rank, 0.75)));
    }

    /** Browsers forget: a visitor stands for so many sessions at most. Each is named by a call. */
    int visitors() {
        return Math.min(calls(), 1 + sessions() / SESSIONS_OF_VISITOR);
    }

    String phone() {
        return "+38050%07d".formatted(rank);
    }

    String visitor(int index) {
        return "visitor-" + rank + "-" + index;
    }

    int visitorOfSession(int session) {
        return session % visitors();
    }

    int visitorOfCall(int call) {
        return call % visitors();
    }

    int pages(int session) {
        return rank == 1 ? PAGES_OF_HEAVIEST : PAGES[Hash.below(PAGES.length, rank, session, 1)];
    }

    int startOfSession(int session) {
        int slot = YEAR / sessions();
        return session * slot + Hash.below(slot - ROOM, rank, session, 2);
    }

    int gapAfter(int session, int page) {
        return LEAST_GAP + Hash.below(MOST_GAP - LEAST_GAP, rank, session, 100 + page);
    }

    /** Every other call is made from a page of a session, the rest at any time. */
    int startOfCall(int call) {
        if (call % 2 == 0) {
            int session = visitorOfCall(call) + visitors() * Hash.below(sessions() / visitors(), rank, call, 3);
            return startOfSession(session) + 5;
        }
        return Hash.below(YEAR - 3_600, rank, call, 4);
    }
}
