package dev.callcard.work;

/** Something that has things to do from time to time. Several threads and nodes may do them at once. */
@FunctionalInterface
public interface Work {
    /**
     * Does one thing that is due, if there is one.
     *
     * @return whether there was one, so that there may be more
     * @throws dev.callcard.error.UnavailableException if a store failed; the work is due again later
     */
    boolean runOne();
}
