package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.call.Outcome;
import dev.callcard.paging.internal.TimeCursor;
import dev.callcard.phone.CustomerKey;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ProjectId;
import dev.callcard.visit.VisitorId;
import java.sql.SQLException;
import java.util.Optional;

/** A call as a row: what people see of it stands in columns, so that lists need not look into its state. */
final class CallRows {
    /** All that {@link #read} reads, of a table named c. */
    static final String COLUMNS = """
            c.call_id, c.customer_id, c.provider, c.account, c.provider_call_id, c.origin, c.type,
            c.started_at, c.start_known, c.answered_at, c.ended_at, c.waiting_us, c.talk_us, c.total_us, c.inconsistent,
            c.outcome, c.raw_status, c.customer_raw, c.customer_kind, c.customer_key, c.caller_raw, c.caller_kind,
            c.caller_key, c.destination_raw, c.destination_kind, c.destination_key, c.tracking_raw, c.tracking_kind,
            c.tracking_key, c.agent_id, c.agent_name, c.agent_number, c.department, c.scheme, c.visitor_id,
            c.recording_location, c.recording_is_url, c.recording_type, c.extra, c.qualification""";

    static final String INSERT = """
            insert into ${call} (project_id, call_id, customer_id, provider, account, provider_call_id, origin,
                received_at, state, type, started_at, start_known, answered_at, ended_at, waiting_us, talk_us, total_us,
                inconsistent, outcome, raw_status, customer_raw, customer_kind, customer_key, caller_raw, caller_kind,
                caller_key, destination_raw, destination_kind, destination_key, tracking_raw, tracking_kind,
                tracking_key, agent_id, agent_name, agent_number, department, scheme, visitor_id, recording_location,
                recording_is_url, recording_type, extra, qualification)
            values (:project, :call, :customer, :provider, :account, :providerCallId, :origin,
                :receivedAt, :state, :type, :startedAt, :startKnown, :answeredAt, :endedAt, :waiting, :talk, :total,
                :inconsistent, :outcome, :rawStatus, :customerRaw, :customerKind, :customerKey, :callerRaw, :callerKind,
                :callerKey, :destinationRaw, :destinationKind, :destinationKey, :trackingRaw, :trackingKind,
                :trackingKey, :agentId, :agentName, :agentNumber, :department, :scheme, :visitor, :recordingLocation,
                :recordingIsUrl, :recordingType, :extra, :qualification)
            """;

    /** Everything but the qualification, which calls of others change too. */
    static final String UPDATE = """
            update ${call}
            set customer_id = :customer, state = :state, type = :type, started_at = :startedAt,
                start_known = :startKnown, answered_at = :answeredAt, ended_at = :endedAt, waiting_us = :waiting,
                talk_us = :talk, total_us = :total, inconsistent = :inconsistent, outcome = :outcome,
                raw_status = :rawStatus, customer_raw = :customerRaw, customer_kind = :customerKind,
                customer_key = :customerKey, caller_raw = :callerRaw, caller_kind = :callerKind,
                caller_key = :callerKey, destination_raw = :destinationRaw, destination_kind = :destinationKind,
                destination_key = :destinationKey, tracking_raw = :trackingRaw, tracking_kind = :trackingKind,
                tracking_key = :trackingKey, agent_id = :agentId, agent_name = :agentName, agent_number = :agentNumber,
                department = :department, scheme = :scheme, visitor_id = :visitor,
                recording_location = :recordingLocation, recording_is_url = :recordingIsUrl,
                recording_type = :recordingType, extra = :extra
            where project_id = :project and call_id = :call
            """;

    private CallRows() {}

    static Call read(ProjectId project, Row row) throws SQLException {
        CallExtra extra = CallExtra.read(row.textOrNone("extra"));
        return new Call(
                new CallId(row.uuid("call_id")),
                project,
                new CustomerId(row.uuid("customer_id")),
                new Call.Key(row.text("provider"), row.text("account"), row.text("provider_call_id")),
                Call.Origin.valueOf(row.text("origin")),
                new Call.Facts(
                        row.textOrNone("type").map(Call.Type::valueOf),
                        times(row),
                        Outcome.valueOf(row.text("outcome")),
                        row.textOrNone("raw_status"),
                        number(row, "customer").orElseThrow(),
                        number(row, "caller"),
                        number(row, "destination"),
                        number(row, "tracking"),
                        agent(row),
                        row.textOrNone("department"),
                        row.textOrNone("scheme"),
                        row.textOrNone("visitor_id").map(VisitorId::new),
                        recording(row),
                        extra.legs(),
                        extra.attributes()),
                Call.Qualification.valueOf(row.text("qualification")));
    }

    static TimeCursor cursor(Call call) {
        return new TimeCursor(call.facts().times().startedAt(), call.id().value());
    }

    /** Everything but {@code receivedAt} and {@code state}. */
    static Params params(Call call) {
        Call.Facts facts = call.facts();
        Call.Times times = facts.times();
        Params params = Params.of(call.project())
                .with("call", call.id().value())
                .with("customer", call.customer().value())
                .with("provider", call.key().provider())
                .with("account", call.key().account())
                .with("providerCallId", call.key().providerCallId())
                .with("origin", call.origin().name())
                .with("type", facts.type().map(Call.Type::name))
                .with("startedAt", times.startedAt())
                .with("startKnown", times.startKnown())
                .time("answeredAt", times.answeredAt())
                .time("endedAt", times.endedAt())
                .micros("waiting", times.waiting())
                .micros("talk", times.talk())
                .micros("total", times.total())
                .with("inconsistent", times.inconsistent())
                .with("outcome", facts.outcome().name())
                .with("rawStatus", facts.rawStatus())
                .with("department", facts.department())
                .with("scheme", facts.scheme())
                .with("visitor", facts.visitor().map(VisitorId::value))
                .with("agentId", facts.agent().flatMap(Call.Agent::id))
                .with("agentName", facts.agent().flatMap(Call.Agent::name))
                .with("agentNumber", facts.agent().flatMap(Call.Agent::number))
                .with("recordingLocation", facts.recording().map(Call.RecordingReference::location))
                .put(
                        "recordingIsUrl",
                        facts.recording().map(Call.RecordingReference::isUrl).orElse(null))
                .with("recordingType", facts.recording().flatMap(Call.RecordingReference::contentType))
                .with("extra", new CallExtra(facts.legs(), facts.attributes()).write())
                .with("qualification", call.qualification().name());
        number(params, "customer", Optional.of(facts.customerNumber()));
        number(params, "caller", facts.caller());
        number(params, "destination", facts.destination());
        number(params, "tracking", facts.trackingNumber());
        return params;
    }

    private static Call.Times times(Row row) throws SQLException {
        return new Call.Times(
                row.instant("started_at"),
                row.flag("start_known"),
                row.instantOrNone("answered_at"),
                row.instantOrNone("ended_at"),
                row.microsOrNone("waiting_us"),
                row.microsOrNone("talk_us"),
                row.microsOrNone("total_us"),
                row.flag("inconsistent"));
    }

    private static Optional<Call.Agent> agent(Row row) throws SQLException {
        Call.Agent agent = new Call.Agent(
                row.textOrNone("agent_id"), row.textOrNone("agent_name"), row.textOrNone("agent_number"));
        boolean known = agent.id().isPresent()
                || agent.name().isPresent()
                || agent.number().isPresent();
        return known ? Optional.of(agent) : Optional.empty();
    }

    private static Optional<Call.RecordingReference> recording(Row row) throws SQLException {
        Optional<String> location = row.textOrNone("recording_location");
        return location.isEmpty()
                ? Optional.empty()
                : Optional.of(new Call.RecordingReference(
                        location.get(), row.flag("recording_is_url"), row.textOrNone("recording_type")));
    }

    private static Optional<PhoneNumber> number(Row row, String part) throws SQLException {
        Optional<String> raw = row.textOrNone(part + "_raw");
        return raw.isEmpty()
                ? Optional.empty()
                : Optional.of(new PhoneNumber(
                        raw.get(),
                        new CustomerKey(PhoneNumber.Kind.valueOf(row.text(part + "_kind")), row.text(part + "_key"))));
    }

    private static void number(Params params, String part, Optional<PhoneNumber> number) {
        params.with(part + "Raw", number.map(PhoneNumber::raw))
                .with(part + "Kind", number.map(known -> known.kind().name()))
                .with(part + "Key", number.map(known -> known.key().value()));
    }
}
