/**
 * Visits: events of a visitor, the sessions they make, the time on each page, and where a visit came from.
 *
 * <p>{@link dev.callcard.visit.SessionFold} turns events into sessions. It looks at event times only, so every order of
 * arrival gives the same sessions.
 */
@NullMarked
package dev.callcard.visit;

import org.jspecify.annotations.NullMarked;
