package dev.callcard.call;

import dev.callcard.project.ProjectSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Reports and states to test with. */
final class Reports {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant RECEIVED = Instant.parse("2026-03-01T13:00:00Z");
    static final ProjectSettings GB = ProjectSettings.builder("GB")
            .ownNumbers(List.of("+44 20 7946 0100", "020 7946 0101"))
            .build();

    private static final Call.Key KEY = new Call.Key("pbx", "main", "call-1");

    private Reports() {}

    static CallReport.Builder report() {
        return CallReport.builder("pbx", "call-1").account("main");
    }

    static CallReport.Builder leg(String id) {
        return CallReport.builder("pbx", id).account("main").legOf("call-1");
    }

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    static Call.Facts facts(CallReport.Builder... reports) {
        return merged(reports).facts(GB, RECEIVED);
    }

    static CallState merged(CallReport.Builder... reports) {
        return List.of(reports).stream()
                .map(report -> report.build().toState())
                .reduce(CallState::merge)
                .orElseThrow();
    }

    static Call.Agent agent(String id, String number) {
        return new Call.Agent(Optional.of(id), Optional.empty(), Optional.of(number));
    }

    /** A report with any of the fields, from a small set of values so that many collide. */
    static Arbitrary<CallReport> reports() {
        Arbitrary<Optional<Long>> seconds = Arbitraries.longs().between(0, 4).optional(0.6);
        Arbitrary<Optional<Call.Type>> type = Arbitraries.of(Call.Type.class).optional(0.4);
        Arbitrary<Optional<Outcome>> outcome = Arbitraries.of(Outcome.class).optional(0.6);
        Arbitrary<Optional<String>> number = Arbitraries.of(
                        "020 7946 0958",
                        "+442079460958",
                        "+15551234567",
                        "101",
                        "anonymous",
                        "",
                        "sip:a@b",
                        "020 7946 0100")
                .optional(0.4);
        Arbitrary<Optional<String>> word =
                Arbitraries.of("a", "b", "\ud83d\ude00 \u2028\"\\", "").optional(0.3);
        Arbitrary<List<Optional<Long>>> times = seconds.list().ofSize(3);
        Arbitrary<List<Optional<String>>> numbers = number.list().ofSize(5);
        Arbitrary<List<Optional<String>>> words = word.list().ofSize(9);
        Arbitrary<Optional<Long>> reportedAt = Arbitraries.longs().between(0, 2).optional(0.5);
        Arbitrary<String> legs = Arbitraries.of("call-1", "call-1", "leg-1", "leg-2");
        return Combinators.combine(legs, times, type, outcome, numbers, words, reportedAt)
                .as((leg, t, callType, result, n, w, reported) -> {
                    CallReport.Builder report = leg(leg);
                    List<Long> ordered = new ArrayList<>(
                            t.stream().flatMap(Optional::stream).sorted().toList());
                    if (t.get(0).isPresent()) {
                        report.startedAt(at(ordered.remove(0)));
                    }
                    if (t.get(1).isPresent()) {
                        report.answeredAt(at(ordered.remove(0)));
                    }
                    if (t.get(2).isPresent()) {
                        report.endedAt(at(ordered.remove(0)));
                    }
                    callType.ifPresent(report::type);
                    result.ifPresent(report::outcome);
                    n.get(0).ifPresent(report::caller);
                    n.get(1).ifPresent(report::destination);
                    n.get(2).ifPresent(report::trackingNumber);
                    n.get(3).ifPresent(report::customerNumber);
                    report.agent(new Call.Agent(w.get(0), w.get(1), n.get(4)));
                    w.get(2).ifPresent(report::rawStatus);
                    w.get(3).ifPresent(report::department);
                    w.get(4).ifPresent(report::scheme);
                    w.get(5).filter(text -> !text.isEmpty()).ifPresent(report::visitorId);
                    w.get(6).ifPresent(text -> report.recording(new Call.RecordingReference(text, true, w.get(7))));
                    w.get(8).ifPresent(text -> report.attribute("key" + text.length(), text));
                    w.get(7).ifPresent(text -> report.attribute("other", text));
                    reported.ifPresent(second -> report.reportedAt(at(second)));
                    return report.build();
                });
    }

    static Arbitrary<CallState> states() {
        return reports().map(CallReport::toState);
    }

    /** States of which no report could ever be made, with any text. */
    static Arbitrary<CallState> wildStates() {
        Arbitrary<Fact> facts = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(6).filter(Reports::isWhole),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(-1, 3))
                .as((value, isFinal, second) -> new Fact(value, isFinal, Instant.ofEpochSecond(second)));
        Arbitrary<Map<String, Fact>> attributes = Arbitraries.maps(
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(3).filter(Reports::isWhole), facts)
                .ofMaxSize(3);
        Arbitrary<Map<Field, Fact>> leg = Arbitraries.maps(
                        Arbitraries.of(Field.AGENT_ID, Field.CALLER, Field.SCHEME), facts)
                .ofMaxSize(3);
        Arbitrary<Map<String, Map<Field, Fact>>> legs = Arbitraries.maps(
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(2).filter(Reports::isWhole), leg)
                .ofMaxSize(3);
        return Combinators.combine(legs, attributes).as((l, a) -> {
            Map<String, Map<Field, Fact>> copy = new TreeMap<>();
            l.forEach((id, fields) -> {
                Map<Field, Fact> map = new EnumMap<>(Field.class);
                map.putAll(fields);
                copy.put(id, map);
            });
            return new CallState(KEY, copy, a);
        });
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
