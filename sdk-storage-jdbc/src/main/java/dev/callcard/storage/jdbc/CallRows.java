package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;

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
        Packed.Reader facts = new Packed.Reader(row.bytes("facts"));
        return new Call(
                new CallId(row.uuid("call_id")),
                project,
                new CustomerId(row.uuid("customer_id")),
                PackedCall.readKey(facts),
                PackedCall.readOrigin(facts),
                PackedCall.readFacts(facts),
                Call.Qualification.valueOf(row.text("qualification")));
    }

    static TimeCursor cursor(Call call) {
        return new TimeCursor(call.facts().times().startedAt(), call.id().value());
    }

    /** Everything but {@code receivedAt} and {@code state}. */
    static Params params(Call call) {
        Call.Facts facts = call.facts();
        return params(call.project(), call.key())
                .with("call", call.id().value())
                .with("customer", call.customer().value())
                .with("origin", call.origin().name())
                .with("type", facts.type().map(Call.Type::name))
                .with("startedAt", facts.times().startedAt())
                .with("outcome", facts.outcome().name())
                .with("agentId", facts.agent().flatMap(Call.Agent::id))
                .with("visitor", facts.visitor().map(VisitorId::value))
                .with("facts", PackedCall.write(call))
                .with("qualification", call.qualification().name());
    }

    /** What makes reports speak of one call. */
    static Params params(ProjectId project, Call.Key key) {
        return Params.of(project)
                .with("provider", key.provider())
                .with("account", key.account())
                .with("providerCallId", key.providerCallId());
    }
}
