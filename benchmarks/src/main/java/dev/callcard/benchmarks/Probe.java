package dev.callcard.benchmarks;

/** The customers whose cards are measured; every world has them. */
enum Probe {
    MEDIAN("median", 100_000),
    TOP("top 1 %", 1_000),
    HEAVIEST("heaviest", 1);

    private final String title;
    private final Customer customer;

    Probe(String title, int rank) {
        this.title = title;
        this.customer = new Customer(rank);
    }

    String title() {
        return title;
    }

    Customer customer() {
        return customer;
    }
}
