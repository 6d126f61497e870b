package dev.callcard.erasure;

import dev.callcard.access.Access;
import dev.callcard.access.Permission;
import dev.callcard.access.Viewer;
import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CustomerId;
import dev.callcard.error.ForbiddenException;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.error.RefusedException;
import dev.callcard.error.UnavailableException;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.ledger.Tombstone;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets customers, puts them under legal hold, and erases again what a restored backup brought back. Thread-safe. */
public final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private final Access access;
    private final ErasureStore store;
    private final RecordingCatalog catalog;
    private final RecordingStore recordings;
    private final Fingerprints fingerprints;
    private final Clock clock;

    /**
     * Erasures over stores.
     *
     * @param access decides who may do what
     * @param store forgets
     * @param catalog knows which bytes are to be deleted
     * @param recordings keeps the bytes
     * @param fingerprints takes the fingerprints for the ledger
     * @param clock tells the time
     */
    public Erasures(
            Access access,
            ErasureStore store,
            RecordingCatalog catalog,
            RecordingStore recordings,
            Fingerprints fingerprints,
            Clock clock) {
        this.access = access;
        this.store = store;
        this.catalog = catalog;
        this.recordings = recordings;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /**
     * Finds the legal hold of a customer.
     *
     * @param viewer who asks
     * @param project which project
     * @param customer which customer
     * @return the hold; empty if there is none, or no such customer
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not place holds
     */
    public Optional<LegalHold> hold(Viewer viewer, ProjectId project, CustomerId customer) {
        access.require(viewer, project, Permission.LEGAL_HOLD);
        return store.hold(project, customer);
    }

    /**
     * Puts a customer under legal hold: recordings are neither deleted nor expire, and the customer cannot be erased. Idempotent:
     * a hold that is there stays whoever's it is, for whatever reason.
     *
     * @param viewer who places it
     * @param project which project
     * @param customer which customer
     * @param reason why, 1 to {@link LegalHold#MAX_REASON} characters
     * @return the hold that is there now
     * @throws NotFoundException if the viewer has no such project, or the project no such customer
     * @throws ForbiddenException if the viewer may not
     * @throws InvalidInputException if the reason is blank or too long
     */
    public LegalHold place(Viewer viewer, ProjectId project, CustomerId customer, Optional<String> reason) {
        access.require(viewer, project, Permission.LEGAL_HOLD);
        if (reason.isPresent() && (reason.get().isBlank() || reason.get().length() > LegalHold.MAX_REASON)) {
            throw new InvalidInputException("/reason", "must have 1 to " + LegalHold.MAX_REASON + " characters");
        }
        return store.place(
                project,
                new LegalHold(customer, viewer.name(), now(), reason),
                AuditRecord.ofCustomer(clock, viewer, AuditRecord.Action.HOLD_PLACED, customer));
    }

    /**
     * Lifts a legal hold. Rules that rested under it count again: a recording whose time is over goes soon. Idempotent.
     *
     * @param viewer who lifts it
     * @param project which project
     * @param customer which customer
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not
     */
    public void release(Viewer viewer, ProjectId project, CustomerId customer) {
        access.require(viewer, project, Permission.LEGAL_HOLD);
        store.release(
                project,
                customer,
                now(),
                AuditRecord.ofCustomer(clock, viewer, AuditRecord.Action.HOLD_RELEASED, customer));
    }

    /**
     * Forgets a customer: the number, its calls, what people wrote about them, recordings and links that share them, and the
     * visitors that nobody else's calls name. Late reports about calls up to now are turned away from now on; a later call of
     * the number is a new customer's. Under legal hold nothing goes, and the receipt says so.
     *
     * @param viewer who erases
     * @param project which project
     * @param customer which customer
     * @return what went, and what stayed and why
     * @throws NotFoundException if the viewer has no such project, or the project no such customer
     * @throws ForbiddenException if the viewer may not
     * @throws RefusedException if the host has set no erasure key
     */
    public Receipt erase(Viewer viewer, ProjectId project, CustomerId customer) {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.ERASE);
        requireKey();
        return deleteAudio(store.erase(
                known,
                customer,
                now(),
                fingerprints,
                AuditRecord.ofCustomer(clock, viewer, AuditRecord.Action.CUSTOMER_ERASED, customer)));
    }

    /**
     * Lists the ledger, to be kept apart from the backups of the database. Nothing in it can be read without the erasure key.
     *
     * @param viewer who asks
     * @param project which project
     * @param page which page
     * @return tombstones, by kind and hash
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not erase
     * @throws InvalidInputException if the cursor is not one of this list
     */
    public Page<Tombstone> ledger(Viewer viewer, ProjectId project, PageRequest page) {
        access.require(viewer, project, Permission.ERASE);
        return store.ledger(project, page);
    }

    /**
     * Erases again what a restored backup brought back. Idempotent; to be called after a restore, before anybody hands in or
     * looks, with what {@link #ledger} told before.
     *
     * @param viewer who erases
     * @param project which project
     * @param ledger what was erased, any number of tombstones; memory grows with it
     * @return what went, and what stayed and why, of all customers together
     * @throws NotFoundException if the viewer has no such project
     * @throws ForbiddenException if the viewer may not
     * @throws RefusedException if the host has set no erasure key
     */
    public Receipt replay(Viewer viewer, ProjectId project, List<Tombstone> ledger) {
        Project known = access.project(viewer, project);
        access.require(viewer, project, Permission.ERASE);
        requireKey();
        store.remember(project, ledger);
        return deleteAudio(store.replay(
                known,
                fingerprints,
                now(),
                customer -> AuditRecord.ofCustomer(clock, viewer, AuditRecord.Action.CUSTOMER_ERASED, customer)
                        .saying("after a restore")));
    }

    private Receipt deleteAudio(ErasureStore.Erased erased) {
        long left = erased.audio().size();
        try {
            for (RecordingStore.Key key : erased.audio()) {
                recordings.delete(key);
                catalog.forget(key);
                left--;
            }
        } catch (UnavailableException e) {
            LOG.warn("The audio of an erased customer is deleted later.");
        }
        return left == 0
                ? erased.receipt()
                : erased.receipt()
                        .keeping(new Receipt.Kept(Receipt.Part.RECORDINGS, left, Receipt.Why.STORE_UNAVAILABLE));
    }

    private void requireKey() {
        if (!fingerprints.areTaken()) {
            throw new RefusedException(
                    "Nobody can be erased before the host sets an erasure key: erasureKey(...) of CallCards.Builder.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
