package dev.callcard.benchmarks;

/** One way to get a card. */
record Variant(String name, Action action) {
    /** What is measured. */
    interface Action {
        Object run(Probe probe) throws Exception;
    }
}
