package dev.callcard.memory;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CustomerId;
import dev.callcard.phone.CustomerKey;
import dev.callcard.project.ProjectSettings;
import java.time.Instant;
import java.util.Comparator;

/**
 * What is kept of a call.
 *
 * @param id our id
 * @param origin how it first became known
 * @param receivedAt when it first became known
 * @param alone whose card it is on while its number is withheld
 * @param state what all reports told
 * @param facts what people see of that, by the settings at the last report
 */
record KnownCall(
        CallId id, Call.Origin origin, Instant receivedAt, CustomerId alone, CallState state, Call.Facts facts) {
    /** The order in which calls are judged. */
    static final Comparator<KnownCall> BY_START =
            Comparator.comparing(KnownCall::startedAt).thenComparing(call -> call.state.key());

    KnownCall with(CallState merged, ProjectSettings settings) {
        return new KnownCall(id, origin, receivedAt, alone, merged, merged.facts(settings, receivedAt));
    }

    Instant startedAt() {
        return facts.times().startedAt();
    }

    CustomerKey customerKey() {
        return facts.customerNumber().key();
    }
}
