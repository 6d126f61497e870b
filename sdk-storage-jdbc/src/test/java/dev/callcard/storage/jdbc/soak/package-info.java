/** The storage while processes are killed, held up and starved; the long forms run with {@code -Psoak}. */
@org.jspecify.annotations.NullMarked
package dev.callcard.storage.jdbc.soak;
