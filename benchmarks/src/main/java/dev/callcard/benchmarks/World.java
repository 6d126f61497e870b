package dev.callcard.benchmarks;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * All that happened in a year: page views and calls, each packed into a number and in order of time over all customers, so
 * that the rows of one customer lie scattered. A smaller world has the same probes and fewer others.
 */
final class World {
    /** What the largest world has, roughly: page views of 200,000 customers. */
    static final int MOST_ROWS = 10_000_000;

    static final int CUSTOMERS = 200_000;

    private static final int RANK_BITS = 18;
    private static final int SESSION_BITS = 11;
    private static final int PAGE_BITS = 6;
    private static final int CALL_BITS = SESSION_BITS + PAGE_BITS;

    private final Instant start;
    private final List<Customer> customers;
    private final long[] views;
    private final long[] calls;

    private World(Instant end, List<Customer> customers) {
        this.start = end.minusSeconds(Customer.YEAR);
        this.customers = customers;
        this.views = customers.stream()
                .flatMapToLong(customer -> IntStream.range(0, customer.sessions())
                        .boxed()
                        .flatMapToLong(session -> Arrays.stream(viewsOf(customer, session))))
                .sorted()
                .toArray();
        this.calls = customers.stream()
                .flatMapToLong(customer -> IntStream.range(0, customer.calls())
                        .mapToLong(call ->
                                ((long) customer.startOfCall(call) << RANK_BITS | customer.rank()) << CALL_BITS | call))
                .sorted()
                .toArray();
    }

    /** A world of roughly so many page views that ends at an instant: the probes, and every n-th customer. */
    static World of(int rows, Instant end) {
        int step = Math.max(1, MOST_ROWS / rows);
        TreeSet<Integer> ranks = new TreeSet<>();
        for (Probe probe : Probe.values()) {
            ranks.add(probe.customer().rank());
        }
        for (int rank = step; rank <= CUSTOMERS; rank += step) {
            ranks.add(rank);
        }
        return new World(end, ranks.stream().map(Customer::new).toList());
    }

    /** A world of some customers. */
    static World of(List<Customer> customers, Instant end) {
        return new World(end, customers);
    }

    List<Customer> customers() {
        return customers;
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return start.plusSeconds(Customer.YEAR);
    }

    int viewCount() {
        return views.length;
    }

    int callCount() {
        return calls.length;
    }

    View view(int index) {
        long key = views[index];
        long rest = key >>> PAGE_BITS;
        Customer customer = new Customer((int) (rest >>> SESSION_BITS & (1 << RANK_BITS) - 1));
        int session = (int) (rest & (1 << SESSION_BITS) - 1);
        int page = (int) (key & (1 << PAGE_BITS) - 1);
        return new View(key, customer, session, page, at(key >>> PAGE_BITS + SESSION_BITS + RANK_BITS));
    }

    Ring call(int index) {
        long key = calls[index];
        Customer customer = new Customer((int) (key >>> CALL_BITS & (1 << RANK_BITS) - 1));
        int call = (int) (key & (1 << CALL_BITS) - 1);
        return new Ring(key, customer, call, at(key >>> CALL_BITS + RANK_BITS));
    }

    Instant at(long second) {
        return start.plusSeconds(second);
    }

    private static long[] viewsOf(Customer customer, int session) {
        long[] keys = new long[customer.pages(session)];
        long at = customer.startOfSession(session);
        for (int page = 0; page < keys.length; page++) {
            keys[page] = ((at << RANK_BITS | customer.rank()) << SESSION_BITS | session) << PAGE_BITS | page;
            at += customer.gapAfter(session, page);
        }
        return keys;
    }
}
