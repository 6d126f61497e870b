package dev.callcard.audit;

import dev.callcard.access.Viewer;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.call.internal.TimeOrderedId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody did something that matters. Names things by ids only, so that a record may outlive what it tells of.
 *
 * @param id the id of the record
 * @param at when it happened, to the microsecond
 * @param actorId the host's id of who did it; {@link #SYSTEM} for Callcard itself
 * @param actor the name of who did it
 * @param action what was done
 * @param call to which call, if to one
 * @param customer to which customer, if to one
 * @param detail more in words, without personal data; empty if there is no more to say
 */
public record AuditRecord(
        UUID id,
        Instant at,
        String actorId,
        String actor,
        Action action,
        Optional<CallId> call,
        Optional<CustomerId> customer,
        Optional<String> detail) {
    /** Who acts when nobody does: rules that a project has set. */
    public static final String SYSTEM = "callcard";

    /** Checks that all parts are there. */
    public AuditRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actorId, "actorId");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A record of what a viewer does to a call right now.
     *
     * @param clock tells the time
     * @param viewer who does it
     * @param action what is done
     * @param call to which call
     * @return the record, never null
     */
    public static AuditRecord ofCall(Clock clock, Viewer viewer, Action action, CallId call) {
        return of(clock, viewer.id(), viewer.name(), action, Optional.of(call), Optional.empty());
    }

    /**
     * A record of what a viewer does to a customer right now.
     *
     * @param clock tells the time
     * @param viewer who does it
     * @param action what is done
     * @param customer to which customer
     * @return the record, never null
     */
    public static AuditRecord ofCustomer(Clock clock, Viewer viewer, Action action, CustomerId customer) {
        return of(clock, viewer.id(), viewer.name(), action, Optional.empty(), Optional.of(customer));
    }

    /**
     * A record of what a viewer does to a project right now.
     *
     * @param clock tells the time
     * @param viewer who does it
     * @param action what is done
     * @return the record, never null
     */
    public static AuditRecord ofProject(Clock clock, Viewer viewer, Action action) {
        return of(clock, viewer.id(), viewer.name(), action, Optional.empty(), Optional.empty());
    }

    /**
     * A record of what the rules of a project do to a call right now.
     *
     * @param clock tells the time
     * @param action what is done
     * @param call to which call
     * @return the record, never null
     */
    public static AuditRecord bySystem(Clock clock, Action action, CallId call) {
        return of(clock, SYSTEM, "Callcard", action, Optional.of(call), Optional.empty());
    }

    /**
     * The same record with more said.
     *
     * @param words more in words, without personal data
     * @return the record, never null
     */
    public AuditRecord saying(String words) {
        return new AuditRecord(id, at, actorId, actor, action, call, customer, Optional.of(words));
    }

    private static AuditRecord of(
            Clock clock,
            String actorId,
            String actor,
            Action action,
            Optional<CallId> call,
            Optional<CustomerId> customer) {
        return new AuditRecord(
                TimeOrderedId.next(clock),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actorId,
                actor,
                action,
                call,
                customer,
                Optional.empty());
    }

    /** What was done. */
    public enum Action {
        /** A recording was deleted by somebody. */
        RECORDING_DELETED,
        /** A recording was kept as long as the project wants, and deleted. */
        RECORDING_EXPIRED,
        /** The bytes of a recording were gone although nobody had deleted them. */
        RECORDING_LOST,
        /** An archived recording was asked for. */
        RETRIEVAL_REQUESTED,
        /** An archived recording was brought back for some days. */
        RETRIEVAL_APPROVED,
        /** A link was made that plays a recording without log-in. */
        LINK_CREATED,
        /** Such a link was taken back; without a call, all links of the project were. */
        LINK_REVOKED,
        /** Such a link was used for the first time. */
        LINK_USED,
        /** A customer was put under legal hold. */
        HOLD_PLACED,
        /** A customer's legal hold was lifted. */
        HOLD_RELEASED,
        /** A customer was erased. */
        CUSTOMER_ERASED,
        /** Everything known of a customer was handed out. */
        CUSTOMER_EXPORTED,
        /** An event of a provider was read again that could not be taken in before. */
        EVENT_REPLAYED,
        /** An event of a provider was thrown away that could not be taken in. */
        EVENT_DROPPED
    }
}
