package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.ledger.Fingerprint;
import dev.callcard.ledger.Fingerprints;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitEvent;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a transaction has read of the ledger; each line is read once. Not thread-safe. */
final class Ledger {
    private final LedgerRows rows;
    private final Tx tx;
    private final ProjectId project;
    private final Fingerprints fingerprints;
    private final Map<Fingerprint, Optional<Instant>> lines = new HashMap<>();

    Ledger(LedgerRows rows, Tx tx, ProjectId project, Fingerprints fingerprints) {
        this.rows = rows;
        this.tx = tx;
        this.project = project;
        this.fingerprints = fingerprints;
    }

    /** The fingerprints of a call and its number; none if none are taken. */
    List<Fingerprint> of(Call.Key key, Call.Facts facts) {
        return Stream.concat(of(key).stream(), of(facts).stream()).toList();
    }

    /** The fingerprint of a visitor; none if none are taken. */
    List<Fingerprint> of(VisitorId visitor) {
        return fingerprints.ofVisitor(project, visitor.value()).stream().toList();
    }

    /** Reads many lines at once, so that the questions that follow need not. */
    void load(Collection<Fingerprint> prints) throws SQLException {
        List<Fingerprint> missing = prints.stream()
                .filter(print -> !lines.containsKey(print))
                .distinct()
                .toList();
        List<Optional<Instant>> found = rows.find(tx, project, missing);
        for (int i = 0; i < missing.size(); i++) {
            lines.put(missing.get(i), found.get(i));
        }
    }

    /** Whether a call is erased, or its number was when it had started. */
    boolean isErased(Call.Key key, Call.Facts facts) throws SQLException {
        return erasedAt(of(key)).isPresent()
                || isErased(of(facts), facts.times().startedAt());
    }

    /** Whether a visitor was erased after doing something. */
    boolean isErased(VisitEvent event) throws SQLException {
        return isErased(fingerprints.ofVisitor(project, event.visitor().value()), event.at());
    }

    /** Until when everything is erased that a visitor did. */
    Optional<Instant> erasedAt(VisitorId visitor) throws SQLException {
        return erasedAt(fingerprints.ofVisitor(project, visitor.value()));
    }

    private Optional<Fingerprint> of(Call.Key key) {
        return fingerprints.ofCall(project, key.provider(), key.account(), key.providerCallId());
    }

    private Optional<Fingerprint> of(Call.Facts facts) {
        return fingerprints.ofNumber(project, facts.customerNumber().key());
    }

    private boolean isErased(Optional<Fingerprint> print, Instant at) throws SQLException {
        return erasedAt(print).filter(until -> !at.isAfter(until)).isPresent();
    }

    private Optional<Instant> erasedAt(Optional<Fingerprint> print) throws SQLException {
        if (print.isEmpty()) {
            return Optional.empty();
        }
        load(List.of(print.get()));
        return lines.getOrDefault(print.get(), Optional.empty());
    }
}
