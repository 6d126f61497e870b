package dev.callcard.erasure;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CustomerId;
import dev.callcard.error.InvalidInputException;
import dev.callcard.error.NotFoundException;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.ledger.Tombstone;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import dev.callcard.recording.RecordingStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Port: forgets customers, and keeps who must not be forgotten and who was. Every method is atomic except {@link #replay}.
 * Safe for use by many threads and nodes.
 */
public interface ErasureStore {
    /**
     * Finds the legal hold of a customer.
     *
     * @param project the project
     * @param customer the customer
     * @return the hold; empty if there is none
     */
    Optional<LegalHold> hold(ProjectId project, CustomerId customer);

    /**
     * Puts a customer under legal hold. Once this returns nothing of the customer is deleted, not even by somebody who was
     * about to. A hold that is there stays as it is, and leaves no audit record.
     *
     * @param project the project
     * @param hold the hold
     * @param audit kept if the hold is new
     * @return the hold that is there now
     * @throws NotFoundException if the project has no such customer
     */
    LegalHold place(ProjectId project, LegalHold hold, AuditRecord audit);

    /**
     * Lifts a legal hold, and makes the customer's recordings that have audio due, because rules that rested under the hold
     * count again. Idempotent.
     *
     * @param project the project
     * @param customer the customer
     * @param dueAt when the recordings are due
     * @param audit kept if there was a hold
     * @return whether there was one
     */
    boolean release(ProjectId project, CustomerId customer, Instant dueAt, AuditRecord audit);

    /**
     * Forgets a customer: the number, its calls with everything that belongs to them, and the visitors that its calls name and
     * nobody else's, with all their sessions. Bytes of audio are handed to {@link
     * dev.callcard.recording.RecordingCatalog#discarded}. In the same transaction the ledger gets a tombstone of each: from
     * then on {@link dev.callcard.call.CallStore#merge} and {@link dev.callcard.visit.VisitStore#append} turn away what they
     * name. Under legal hold nothing is changed, and no audit record kept.
     *
     * @param project the project with its settings
     * @param customer the customer
     * @param at when
     * @param fingerprints takes the fingerprints; must be {@linkplain Fingerprints#areTaken() taken}
     * @param audit kept unless nothing may be erased
     * @return what went and what stayed
     * @throws NotFoundException if the project has no such customer
     */
    Erased erase(Project project, CustomerId customer, Instant at, Fingerprints fingerprints, AuditRecord audit);

    /**
     * Lists the ledger, by kind and hash.
     *
     * @param project the project
     * @param page which page
     * @return the page
     * @throws InvalidInputException if the cursor is not one of this list
     */
    Page<Tombstone> ledger(ProjectId project, PageRequest page);

    /**
     * Adds to the ledger. Of two tombstones of one fingerprint the later counts. Idempotent.
     *
     * @param project the project
     * @param tombstones what was erased
     */
    void remember(ProjectId project, List<Tombstone> tombstones);

    /**
     * Erases again what the ledger says is erased: calls of erased numbers that started by then, erased calls, and what
     * erased visitors did by then. Customer by customer and visitor by visitor, each in its own transaction; whoever is
     * killed over it starts again. Customers under legal hold are left out, with the visitors that their calls name, and told.
     *
     * @param project the project with its settings
     * @param fingerprints takes the fingerprints; must be {@linkplain Fingerprints#areTaken() taken}
     * @param at when
     * @param audit makes the record for a customer of whom something went
     * @return what went and what stayed, of all of them
     */
    Erased replay(Project project, Fingerprints fingerprints, Instant at, Function<CustomerId, AuditRecord> audit);

    /**
     * What an erasure did.
     *
     * @param receipt what went and what stayed
     * @param audio bytes that are to be deleted from the {@link RecordingStore}
     */
    record Erased(Receipt receipt, List<RecordingStore.Key> audio) {
        /** Copies the list. */
        public Erased {
            Objects.requireNonNull(receipt, "receipt");
            audio = List.copyOf(audio);
        }
    }
}
