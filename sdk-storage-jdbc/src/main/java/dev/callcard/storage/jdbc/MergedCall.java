package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallState;
import dev.callcard.call.CustomerId;
import dev.callcard.ingest.ItemResult.Status;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a batch: what is stored of it, and what becomes of it. Not thread-safe. */
final class MergedCall {
    private @Nullable CallId id;
    private @Nullable Call before;
    private @Nullable CallState state;
    private @Nullable Instant receivedAt;
    private Call.@Nullable Facts facts;
    private @Nullable Call after;
    private boolean newState;

    static boolean couldBeTarget(Call.Qualification qualification) {
        return qualification == Call.Qualification.TARGET || qualification == Call.Qualification.REPEAT;
    }

    void identify(CallId value) {
        id = value;
    }

    void load(Call call, CallState known, Instant firstReceivedAt) {
        before = call;
        facts = call.facts();
        state = known;
        receivedAt = firstReceivedAt;
    }

    /** The same, to try something out. */
    MergedCall copy() {
        MergedCall copy = new MergedCall();
        copy.id = id;
        copy.before = before;
        copy.state = state;
        copy.receivedAt = receivedAt;
        copy.facts = facts;
        return copy;
    }

    /** Whether a report tells anything that is not known. */
    boolean learnsFrom(CallState reported) {
        return state == null || !state.merge(reported).equals(state);
    }

    /** Merges what a report tells, and says whether people see a difference. */
    Status merge(CallState reported, ProjectSettings settings, Instant now) {
        if (state == null) {
            state = reported;
            receivedAt = now;
            facts = reported.facts(settings, now);
            newState = true;
            return Status.CREATED;
        }
        CallState merged = state.merge(reported);
        if (merged.equals(state)) {
            return Status.UNCHANGED;
        }
        Call.Facts seen = merged.facts(settings, Objects.requireNonNull(receivedAt));
        boolean same = seen.equals(facts);
        state = merged;
        facts = seen;
        newState = true;
        return same ? Status.UNCHANGED : Status.UPDATED;
    }

    /** Settles the call as people see it; a call that could be a target keeps its worth until it is judged again. */
    void decide(ProjectId project, CustomerId customer, Call.Origin origin, Call.Qualification alone) {
        Optional<Call> stored = before();
        Call.Qualification worth = stored.map(Call::qualification)
                .filter(known -> couldBeTarget(known) && couldBeTarget(alone))
                .orElse(alone);
        Call.Origin first = stored.map(Call::origin).orElse(origin);
        after = new Call(id(), project, customer, state().key(), first, factsAfter(), worth);
    }

    boolean changesWorth() {
        return before != null && before.qualification() != after().qualification();
    }

    boolean hasNewState() {
        return newState;
    }

    boolean keepsCustomer() {
        return before != null && Customers.Name.of(id(), before.facts()).equals(Customers.Name.of(id(), factsAfter()));
    }

    /** Customer and visitor as stored. */
    Optional<Names> namesBefore() {
        return factsBefore().map(known -> Names.of(id(), known));
    }

    /** Customer and visitor as they become. */
    Optional<Names> namesAfter() {
        return Optional.of(Names.of(id(), factsAfter()));
    }

    CallId id() {
        return Objects.requireNonNull(id);
    }

    /** When the first report of the call came. */
    Instant receivedAt() {
        return Objects.requireNonNull(receivedAt);
    }

    Optional<Call> before() {
        return Optional.ofNullable(before);
    }

    Optional<Call.Facts> factsBefore() {
        return before().map(Call::facts);
    }

    Call.Facts factsAfter() {
        return Objects.requireNonNull(facts);
    }

    CallState state() {
        return Objects.requireNonNull(state);
    }

    Call after() {
        return Objects.requireNonNull(after);
    }

    /** Whose card a call is on, and whose sessions it brings there. */
    record Names(Customers.Name customer, Optional<VisitorId> visitor) {
        static Names of(CallId id, Call.Facts facts) {
            return new Names(Customers.Name.of(id, facts), facts.visitor());
        }
    }
}
