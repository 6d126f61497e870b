package dev.callcard.web;

import java.io.IOException;

/** Answers one operation. Stateless and thread-safe. */
@FunctionalInterface
interface Handler {
    /** Reads the request and writes the answer; throws what {@link Failures} understands. */
    void handle(Exchange exchange) throws IOException;
}
