package dev.callcard.call;

import dev.callcard.project.ProjectSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that all reports about one call have told so far: per leg and field the value that stands, with the
 * standing of the report that told it. This is what a store keeps; {@link #facts} is what people see.
 *
 * <p>{@link #merge} is commutative, associative and idempotent: per field, absent loses to known; a report about a
 * finished call wins over one about an unfinished call, then the later {@code reportedAt}, then a fixed order of the
 * values. So the same reports give the same call, however often and in whatever order they come. Immutable.
 */
public final class CallState {
    private final Call.Key key;
    private final Map<String, Map<Field, Fact>> legs;
    private final Map<String, Fact> attributes;

    CallState(Call.Key key, Map<String, Map<Field, Fact>> legs, Map<String, Fact> attributes) {
        this.key = key;
        Map<String, Map<Field, Fact>> copy = new TreeMap<>();
        legs.forEach((id, facts) -> {
            Map<Field, Fact> leg = new EnumMap<>(Field.class);
            leg.putAll(facts);
            copy.put(id, Collections.unmodifiableMap(leg));
        });
        this.legs = Collections.unmodifiableMap(copy);
        this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /**
     * Reads a state back.
     *
     * @param key the call's key, which the text does not repeat
     * @param text what {@link #encode()} gave
     * @return the state, never null
     * @throws IllegalArgumentException if the text is no state
     */
    public static CallState decode(Call.Key key, String text) {
        return CallStateCodec.decode(key, text);
    }

    /**
     * The state as text, for a store.
     *
     * @return JSON; equal states give equal texts
     */
    public String encode() {
        return CallStateCodec.encode(this);
    }

    /**
     * Which call it is.
     *
     * @return the key
     */
    public Call.Key key() {
        return key;
    }

    /**
     * This state with what another one knows.
     *
     * @param other a state of the same call
     * @return the merged state; equal to this one if the other tells nothing new
     * @throws IllegalArgumentException if the other is about another call
     */
    public CallState merge(CallState other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException("other must be about the same call");
        }
        return new CallState(
                key,
                union(legs, other.legs, CallState::mergeLeg),
                union(attributes, other.attributes, (one, two) -> Fact.merge(Comparator.naturalOrder(), one, two)));
    }

    /**
     * What people see of this state.
     *
     * @param settings the project's settings: its country, its own numbers
     * @param receivedAt when the first report came; stands in for the start while that is unknown
     * @return the facts, never null
     */
    public Call.Facts facts(ProjectSettings settings, Instant receivedAt) {
        return new FactsOfState(this, settings, receivedAt).facts();
    }

    /** Whether any leg tells this. */
    boolean tells(Field field) {
        return legs.values().stream().anyMatch(leg -> leg.containsKey(field));
    }

    Map<String, Map<Field, Fact>> legs() {
        return legs;
    }

    Map<String, Fact> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallState that
                && key.equals(that.key)
                && legs.equals(that.legs)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + legs.hashCode();
    }

    @Override
    public String toString() {
        return "state of a call of " + key.provider();
    }

    private static Map<Field, Fact> mergeLeg(Map<Field, Fact> one, Map<Field, Fact> other) {
        Map<Field, Fact> merged = new EnumMap<>(Field.class);
        merged.putAll(one);
        other.forEach((field, fact) ->
                merged.merge(field, fact, (known, added) -> Fact.merge(field.preference(), known, added)));
        return merged;
    }

    private static <V> Map<String, V> union(Map<String, V> one, Map<String, V> other, BinaryOperator<V> merge) {
        Map<String, V> union = new TreeMap<>(one);
        other.forEach((name, value) -> union.merge(name, value, merge));
        return union;
    }
}
