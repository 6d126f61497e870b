/** Measures the SDK against the floor and against its peers, in one run. See docs/benchmarks.md. */
@org.jspecify.annotations.NullMarked
package dev.callcard.benchmarks;
