package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A call as a row: what is searched by stands in columns, what people see of it is packed into {@code facts}. */
final class CallRows {
    /** All that {@link #read} reads, of a table named c. */
    static final String COLUMNS = "c.call_id, c.customer_id, c.qualification, c.facts";

    static final String INSERT = """
            insert into ${call} (project_id, call_id, customer_id, provider, account, provider_call_id, origin,
                received_at, state, type, started_at, outcome, agent_id, visitor_id, facts, qualification)
            values (:project, :call, :customer, :provider, :account, :providerCallId, :origin,
                :receivedAt, :state, :type, :startedAt, :outcome, :agentId, :visitor, :facts, :qualification)
            """;

    /** Everything but the qualification, which calls of others change too. */
    static final String UPDATE = """
            update ${call}
            set customer_id = :customer, state = :state, type = :type, started_at = :startedAt, outcome = :outcome,
                agent_id = :agentId, visitor_id = :visitor, facts = :facts
            where project_id = :project and call_id = :call
            """;

    private CallRows() {}

    static Call read(ProjectId project, Row row) throws SQLException {
        return read(
                project,
                new CustomerId(row.uuid("customer_id")),
                row.uuid("call_id"),
                row.text("qualification"),
                row.bytes("facts"));
    }

    /** All calls of a row with the array columns {@code call_ids}, {@code qualifications} and {@code all_facts}. */
    static List<Call> readAll(ProjectId project, CustomerId customer, Row row) throws SQLException {
        Object[] ids = row.array("call_ids");
        Object[] qualifications = row.array("qualifications");
        Object[] facts = row.array("all_facts");
        List<Call> calls = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            calls.add(read(project, customer, (UUID) ids[i], (String) qualifications[i], (byte[]) facts[i]));
        }
        return calls;
    }

    private static Call read(ProjectId project, CustomerId customer, UUID id, String qualification, byte[] packed) {
        Packed.Reader facts = new Packed.Reader(packed);
        return new Call(
                new CallId(id),
                project,
                customer,
                PackedCall.readKey(facts),
                PackedCall.readOrigin(facts),
                PackedCall.readFacts(facts),
                Call.Qualification.valueOf(qualification));
    }

    static TimeCursor cursor(Call call) {
        return new TimeCursor(call.facts().times().startedAt(), call.id().value());
    }

    /** Everything but {@code receivedAt} and {@code state}. */
    static Params params(Call call) {
        Call.Facts facts = call.facts();
        return Params.of(call.project())
                .with("call", call.id().value())
                .with("customer", call.customer().value())
                .with("provider", call.key().provider())
                .with("account", call.key().account())
                .with("providerCallId", call.key().providerCallId())
                .with("origin", call.origin().name())
                .with("type", facts.type().map(Call.Type::name))
                .with("startedAt", facts.times().startedAt())
                .with("outcome", facts.outcome().name())
                .with("agentId", facts.agent().flatMap(Call.Agent::id))
                .with("visitor", facts.visitor().map(VisitorId::value))
                .with("facts", PackedCall.write(call))
                .with("qualification", call.qualification().name());
    }
}
