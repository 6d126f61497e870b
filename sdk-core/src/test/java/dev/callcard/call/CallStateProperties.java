package dev.callcard.call;

import static dev.callcard.call.Reports.GB;
import static dev.callcard.call.Reports.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CallStateProperties {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void mergeIsCommutative(@ForAll("states") CallState one, @ForAll("states") CallState other) {
        assertThat(one.merge(other)).isEqualTo(other.merge(one));
        assertThat(one.merge(other)).hasSameHashCodeAs(other.merge(one));
        assertThat(facts(one.merge(other))).isEqualTo(facts(other.merge(one)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void mergeIsAssociative(
            @ForAll("states") CallState one, @ForAll("states") CallState two, @ForAll("states") CallState three) {
        assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void mergeIsIdempotent(@ForAll("states") CallState one, @ForAll("states") CallState other) {
        CallState both = one.merge(other);

        assertThat(one.merge(one)).isEqualTo(one);
        assertThat(both.merge(one)).isEqualTo(both);
        assertThat(both.merge(other)).isEqualTo(both);
        assertThat(both.merge(both)).isEqualTo(both);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void mergeOfAnyStatesIsASemilattice(
            @ForAll("wild") CallState one, @ForAll("wild") CallState two, @ForAll("wild") CallState three) {
        assertThat(one.merge(two)).isEqualTo(two.merge(one));
        assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
        assertThat(one.merge(two).merge(one)).isEqualTo(one.merge(two));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyOrderAndGroupingOfReportsGivesTheSameCall(
            @ForAll @Size(min = 1, max = 7) List<@From("reports") CallReport> reports, @ForAll Random random) {
        CallState inOrder = fold(reports);
        List<CallReport> shuffled = new ArrayList<>(reports);
        shuffled.addAll(reports.subList(0, random.nextInt(reports.size())));
        Collections.shuffle(shuffled, random);
        int cut = random.nextInt(shuffled.size());
        CallState grouped = cut == 0
                ? fold(shuffled)
                : fold(shuffled.subList(cut, shuffled.size())).merge(fold(shuffled.subList(0, cut)));

        assertThat(grouped).isEqualTo(inOrder);
        assertThat(grouped.encode()).isEqualTo(inOrder.encode());
        assertThat(facts(grouped)).isEqualTo(facts(inOrder));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void absentNeverErasesWhatIsKnown(@ForAll("states") CallState known, @ForAll("states") CallState added) {
        CallState merged = known.merge(added);

        known.legs()
                .forEach(
                        (id, facts) -> assertThat(merged.legs().get(id).keySet().containsAll(facts.keySet()))
                                .isTrue());
        assertThat(merged.attributes().keySet().containsAll(known.attributes().keySet()))
                .isTrue();
        merged.legs()
                .forEach((id, facts) -> facts.forEach((field, fact) -> assertThat(List.of(
                                known.legs().getOrDefault(id, Map.of()).getOrDefault(field, fact),
                                added.legs().getOrDefault(id, Map.of()).getOrDefault(field, fact)))
                        .contains(fact)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void unfinishedReportNeverChangesWhatAFinalOneTold(
            @ForAll("finals") CallReport last, @ForAll("unfinished") CallReport early) {
        CallState told = last.toState();
        CallState merged = told.merge(early.toState());

        told.legs()
                .forEach((id, facts) -> facts.forEach((field, fact) ->
                        assertThat(merged.legs().get(id).get(field)).isEqualTo(fact)));
        told.attributes()
                .forEach((name, fact) ->
                        assertThat(merged.attributes().get(name)).isEqualTo(fact));
        boolean sameLeg = merged.legs().size() == 1;
        boolean nothingNew = sameLeg
                && merged.legs().values().iterator().next().size()
                        == told.legs().values().iterator().next().size();
        if (nothingNew && merged.attributes().size() == told.attributes().size()) {
            assertThat(facts(merged)).isEqualTo(facts(told));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void encodedStateReadsBackTheSame(@ForAll("either") CallState state) {
        String text = state.encode();
        CallState read = CallState.decode(state.key(), text);

        assertThat(read).isEqualTo(state);
        assertThat(read.encode()).isEqualTo(text);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void equalStatesGiveEqualTexts(@ForAll("either") CallState one, @ForAll("either") CallState other) {
        assertThat(one.equals(other)).isEqualTo(one.encode().equals(other.encode()));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void textThatIsNoStateIsRefused(@ForAll("json") String text) {
        try {
            CallState state = CallState.decode(new Call.Key("pbx", "main", "call-1"), text);
            assertThat(CallState.decode(state.key(), state.encode())).isEqualTo(state);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("secret");
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void timesOfOneLegAddUp(@ForAll("states") CallState state) {
        Call.Times times = facts(state).times();

        assertThat(times.inconsistent()).isFalse();
        if (times.total().isPresent()
                && times.waiting().isPresent()
                && times.talk().isPresent()) {
            assertThat(times.waiting().get().plus(times.talk().get()))
                    .isEqualTo(times.total().get());
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void durationsAreNeverNegative(@ForAll("states") CallState one, @ForAll("states") CallState other) {
        Call.Times times = facts(one.merge(other)).times();

        for (var duration : List.of(times.waiting(), times.talk(), times.total())) {
            assertThat(duration.map(d -> !d.isNegative()).orElse(true)).isTrue();
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void mergeWithAnotherCallIsRefused(@ForAll("states") CallState state) {
        CallState other = CallReport.builder("pbx", "call-2").build().toState();

        assertThatThrownBy(() -> state.merge(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<CallReport> reports() {
        return Reports.reports();
    }

    @Provide
    Arbitrary<CallReport> finals() {
        return Reports.reports().filter(report -> standing(report.toState()).equals(List.of(true)));
    }

    @Provide
    Arbitrary<CallReport> unfinished() {
        return Reports.reports().filter(report -> standing(report.toState()).equals(List.of(false)));
    }

    @Provide
    Arbitrary<CallState> states() {
        return Reports.states();
    }

    @Provide
    Arbitrary<CallState> wild() {
        return Reports.wildStates();
    }

    @Provide
    Arbitrary<CallState> either() {
        return Arbitraries.oneOf(Reports.states(), Reports.wildStates());
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> values = Arbitraries.of(
                "\"secret\"",
                "[]",
                "[\"secret\"]",
                "[\"secret\",1]",
                "[\"secret\",1,2.5]",
                "[\"secret\",1,1e300]",
                "[\"secret\",1,99999999999999999999]",
                "[\"secret\",\"1\",2]",
                "[1,1,1]",
                "[\"secret\",0,5]",
                "1",
                "null",
                "true",
                "{}");
        Arbitrary<String> fields = Arbitraries.of("CALLER", "STARTED_AT", "NOTHING", "");
        Arbitrary<String> legs = Combinators.combine(fields, values)
                .as((field, value) -> "{\"legs\":{\"a\":{\"" + field + "\":" + value + "}}}");
        Arbitrary<String> attributes = values.map(value -> "{\"legs\":{},\"attributes\":{\"a\":" + value + "}}");
        Arbitrary<String> tops = values.map(value -> "{\"legs\":" + value + "}");
        return Arbitraries.oneOf(
                legs, attributes, tops, values, Arbitraries.strings().ofMaxLength(10));
    }

    private static List<Boolean> standing(CallState state) {
        return state.legs().values().stream()
                .flatMap(facts -> facts.values().stream())
                .map(Fact::isFinal)
                .distinct()
                .toList();
    }

    private static CallState fold(List<CallReport> reports) {
        return reports.stream()
                .map(CallReport::toState)
                .reduce(CallState::merge)
                .orElseThrow();
    }

    private static Call.Facts facts(CallState state) {
        return state.facts(GB, RECEIVED);
    }
}
