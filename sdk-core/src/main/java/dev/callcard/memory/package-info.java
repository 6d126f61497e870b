/**
 * Adapters that keep everything in memory, for tests and first steps: {@link dev.callcard.memory.MemoryStorage}.
 *
 * <p>They keep what was handed in and compute what is read by brute force, without a single counter. That makes them the
 * yardstick that every other storage is measured against.
 */
@NullMarked
package dev.callcard.memory;

import org.jspecify.annotations.NullMarked;
