package dev.callcard.benchmarks;

/** One way to get a card. */
record Variant(String name, Action action) {
    /** What is measured. The result is kept from being optimised away. */
    interface Action {
        Object run(Probe probe) throws Exception;
    }
}
