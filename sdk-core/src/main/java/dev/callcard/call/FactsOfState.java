package dev.callcard.call;

import dev.callcard.phone.CustomerKey;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.phone.PhoneParser;
import dev.callcard.project.ProjectSettings;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out what people see of a {@link CallState}. Many legs are one call: it begins with the first, is answered when
 * the first is answered, and ends with the last; what the report about the whole call tells comes before what a leg tells.
 */
final class FactsOfState {
    private static final Comparator<Map.Entry<String, Map<Field, Fact>>> BY_START = Comparator.comparing(
                    (Map.Entry<String, Map<Field, Fact>> leg) ->
                            time(leg.getValue(), Field.STARTED_AT).orElse(Instant.MAX))
            .thenComparing(Map.Entry::getKey);

    private final CallState state;
    private final Instant receivedAt;
    private final PhoneParser parser;
    private final Set<CustomerKey> ownNumbers;
    /** What was reported under the id of the whole call. */
    private final Optional<Map<Field, Fact>> whole;
    /** The report about the whole call first, then the legs by start. */
    private final List<Map<Field, Fact>> views;

    private final List<Map.Entry<String, Map<Field, Fact>>> legsByStart;

    FactsOfState(CallState state, ProjectSettings settings, Instant receivedAt) {
        this.state = state;
        this.receivedAt = receivedAt;
        this.parser = settings.phoneParser();
        this.ownNumbers = settings.ownKeys();
        this.legsByStart = state.legs().entrySet().stream().sorted(BY_START).toList();
        String id = state.key().providerCallId();
        this.whole = Optional.ofNullable(state.legs().get(id));
        this.views = Stream.concat(
                        whole.stream(),
                        legsByStart.stream()
                                .filter(leg -> !leg.getKey().equals(id))
                                .map(Map.Entry::getValue))
                .toList();
    }

    Call.Facts facts() {
        Optional<Map<Field, Fact>> decisive = views.stream()
                .filter(leg -> !isStale(leg))
                .min(Comparator.comparing(FactsOfState::outcome)); // the first of equals
        Outcome outcome = decisive.map(FactsOfState::outcome).orElse(Outcome.UNKNOWN);
        Optional<Call.Type> type = text(Field.TYPE).map(Call.Type::valueOf);
        Optional<PhoneNumber> caller = number(Field.CALLER);
        Optional<PhoneNumber> destination = number(Field.DESTINATION);
        Optional<PhoneNumber> trackingNumber = number(Field.TRACKING_NUMBER);
        Optional<Call.Agent> agent = agent();
        Call.Times times = Call.Times.of(
                times(Field.STARTED_AT).min(Comparator.naturalOrder()),
                times(Field.ANSWERED_AT).min(Comparator.naturalOrder()),
                times(Field.ENDED_AT)
                        .filter(end -> outcome != Outcome.IN_PROGRESS)
                        .max(Comparator.naturalOrder()),
                outcome,
                receivedAt);
        return new Call.Facts(
                type,
                times,
                outcome,
                decisive.flatMap(leg -> value(leg, Field.RAW_STATUS)).or(() -> text(Field.RAW_STATUS)),
                customer(type, caller, destination),
                caller,
                destination,
                trackingNumber,
                agent,
                text(Field.DEPARTMENT),
                text(Field.SCHEME),
                text(Field.VISITOR_ID).map(VisitorId::new),
                recording(),
                text(Field.RECORDING_LOSS).map(Call.RecordingLoss::valueOf),
                legs(),
                attributes());
    }

    private PhoneNumber customer(
            Optional<Call.Type> type, Optional<PhoneNumber> caller, Optional<PhoneNumber> destination) {
        Optional<PhoneNumber> named = number(Field.CUSTOMER_NUMBER);
        if (named.isPresent()) {
            return named.get();
        }
        Set<CustomerKey> ours = Stream.of(Field.TRACKING_NUMBER, Field.AGENT_NUMBER)
                .flatMap(field -> views.stream().map(leg -> value(leg, field)))
                .flatMap(Optional::stream)
                .map(text -> parser.parse(text).key())
                .collect(Collectors.toSet());
        ours.addAll(ownNumbers);
        Optional<PhoneNumber> side = type.map(known -> switch (known) {
                    case INBOUND -> caller;
                    case OUTBOUND -> destination;
                    case CALLBACK, INTERNAL -> Optional.<PhoneNumber>empty();
                })
                .orElse(Optional.empty())
                .filter(number -> !ours.contains(number.key()));
        return side.or(() -> otherSide(type, caller, destination, ours)).orElseGet(() -> parser.parse(""));
    }

    /** The side that can be dialled from anywhere and is not ours: an extension or a withheld number never is. */
    private static Optional<PhoneNumber> otherSide(
            Optional<Call.Type> type,
            Optional<PhoneNumber> caller,
            Optional<PhoneNumber> destination,
            Set<CustomerKey> ours) {
        boolean withheld =
                caller.map(number -> !number.key().joins()).orElse(type.equals(Optional.of(Call.Type.INBOUND)));
        if (withheld) {
            return Optional.empty();
        }
        return Stream.of(caller, destination)
                .flatMap(Optional::stream)
                .filter(number -> number.kind() == PhoneNumber.Kind.E164 && !ours.contains(number.key()))
                .findFirst();
    }

    /** The employee who answered first; if nobody did, whoever the reports name. One who did not answer is not it. */
    private Optional<Call.Agent> agent() {
        List<Map<Field, Fact>> answered = views.stream()
                .filter(leg -> outcome(leg) == Outcome.ANSWERED)
                .sorted(Comparator.comparing(leg -> time(leg, Field.ANSWERED_AT).orElse(Instant.MAX)))
                .toList();
        Stream<Map<Field, Fact>> others =
                views.stream().filter(leg -> answered.isEmpty() || !outcome(leg).isFinal());
        return Stream.concat(answered.stream(), others)
                .map(FactsOfState::agent)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Call.RecordingReference> recording() {
        Optional<String> contentType = text(Field.RECORDING_TYPE);
        return text(Field.RECORDING_URL)
                .map(url -> new Call.RecordingReference(url, true, contentType))
                .or(() ->
                        text(Field.RECORDING_PATH).map(path -> new Call.RecordingReference(path, false, contentType)));
    }

    private List<Call.Leg> legs() {
        if (state.legs().size() == 1 && state.legs().containsKey(state.key().providerCallId())) {
            return List.of();
        }
        return legsByStart.stream()
                .map(leg -> new Call.Leg(
                        leg.getKey(),
                        time(leg.getValue(), Field.STARTED_AT),
                        time(leg.getValue(), Field.ANSWERED_AT),
                        time(leg.getValue(), Field.ENDED_AT),
                        outcome(leg.getValue()),
                        agent(leg.getValue())))
                .toList();
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        state.attributes().forEach((name, fact) -> attributes.put(name, fact.value()));
        return attributes;
    }

    private Optional<PhoneNumber> number(Field field) {
        return text(field).map(parser::parse);
    }

    private Optional<String> text(Field field) {
        return first(views, leg -> value(leg, field));
    }

    private Stream<Instant> times(Field field) {
        return views.stream().map(leg -> time(leg, field)).flatMap(Optional::stream);
    }

    private static Optional<String> first(
            Collection<Map<Field, Fact>> legs, Function<Map<Field, Fact>, Optional<String>> read) {
        return legs.stream().map(read).flatMap(Optional::stream).findFirst();
    }

    /** A leg of which the end was never told, though the call that it is part of has ended meanwhile. */
    private boolean isStale(Map<Field, Fact> leg) {
        return outcome(leg) == Outcome.IN_PROGRESS
                && whole.filter(call -> outcome(call) != Outcome.IN_PROGRESS)
                        .flatMap(call -> time(call, Field.ENDED_AT))
                        .map(end ->
                                time(leg, Field.STARTED_AT).map(end::isAfter).orElse(true))
                        .orElse(false);
    }

    /** What the leg says; where it says nothing, or that a leg goes on that has ended, what its times say. */
    private static Outcome outcome(Map<Field, Fact> leg) {
        Fact end = leg.get(Field.ENDED_AT);
        boolean ended = end != null;
        // A report that it goes on is older than one that it has ended.
        boolean endedSince = end != null && end.isFinal();
        boolean spoke = leg.containsKey(Field.ANSWERED_AT);
        return value(leg, Field.OUTCOME)
                .map(Outcome::valueOf)
                .filter(outcome -> outcome != Outcome.IN_PROGRESS || !endedSince)
                .orElse(spoke && ended ? Outcome.ANSWERED : Outcome.UNKNOWN);
    }

    private static Optional<Call.Agent> agent(Map<Field, Fact> leg) {
        Call.Agent agent = new Call.Agent(
                value(leg, Field.AGENT_ID), value(leg, Field.AGENT_NAME), value(leg, Field.AGENT_NUMBER));
        boolean known = agent.id().isPresent()
                || agent.name().isPresent()
                || agent.number().isPresent();
        return known ? Optional.of(agent) : Optional.empty();
    }

    private static Optional<Instant> time(Map<Field, Fact> leg, Field field) {
        return value(leg, field).map(Instant::parse);
    }

    private static Optional<String> value(Map<Field, Fact> leg, Field field) {
        return Optional.ofNullable(leg.get(field)).map(Fact::value);
    }
}
