package dev.callcard.testkit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens in a call, whoever tells of it.
 *
 * @param id what tells the call from others; providers make an id of their own form of it
 * @param scene what happens
 * @param outbound whether an employee calls the customer
 * @param customer the customer's number with {@code +}
 * @param line our number with {@code +}
 * @param agents the extensions that ring, in order; the first one answers, in a ring group the last
 * @param startedAt when it starts, to the second
 * @param rings how long it rings, in whole seconds
 * @param talks how long people talk, in whole seconds; zero if nobody picks up
 * @param audio what becomes of its recording
 */
public record ScriptedCall(
        String id,
        Scene scene,
        boolean outbound,
        String customer,
        String line,
        List<String> agents,
        Instant startedAt,
        Duration rings,
        Duration talks,
        Audio audio) {
    /** Checks that all parts are there. */
    public ScriptedCall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(scene, "scene");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(line, "line");
        agents = List.copyOf(agents);
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(rings, "rings");
        Objects.requireNonNull(talks, "talks");
        Objects.requireNonNull(audio, "audio");
    }

    /** What happens in a call. */
    public enum Scene {
        /** Somebody picks up and talks. */
        ANSWERED(7, 113, 1, Audio.READY),
        /** Nobody picks up. */
        MISSED(25, 0, 1, Audio.NONE),
        /** The line is busy. */
        BUSY(1, 0, 1, Audio.NONE),
        /** Somebody picks up and hands the call on. */
        TRANSFER(5, 240, 2, Audio.READY),
        /** Three phones ring, and the last one is picked up. */
        RING_GROUP(12, 90, 3, Audio.READY),
        /** The caller speaks to a mailbox. */
        VOICEMAIL(20, 15, 1, Audio.READY),
        /** Somebody picks up a call of somebody who hides the number. */
        HIDDEN(6, 45, 1, Audio.READY);

        private final Duration rings;
        private final Duration talks;
        private final int agents;
        private final Audio audio;

        Scene(int rings, int talks, int agents, Audio audio) {
            this.rings = Duration.ofSeconds(rings);
            this.talks = Duration.ofSeconds(talks);
            this.agents = agents;
            this.audio = audio;
        }
    }

    /** What becomes of a recording. */
    public enum Audio {
        /** There is none. */
        NONE,
        /** It is there soon after the end. */
        READY,
        /** It is announced, and there only when it is asked for the third time. */
        LATE,
        /** The provider says that it failed, where it can say so, and never has it. */
        ABSENT,
        /** The connection breaks off in the middle when it is fetched for the first time. */
        CUT,
        /** The provider does not give it. */
        FORBIDDEN
    }

    /**
     * An incoming call to {@code +442079460000}, with the lengths that its scene usually has.
     *
     * @param scene what happens
     * @param id what tells it from others
     * @param customer the customer's number with {@code +}
     * @param startedAt when it starts
     * @return never null
     */
    public static ScriptedCall of(Scene scene, String id, String customer, Instant startedAt) {
        return new ScriptedCall(
                id,
                scene,
                false,
                customer,
                "+442079460000",
                List.of("101", "102", "103").subList(0, scene.agents),
                startedAt,
                scene.rings,
                scene.talks,
                scene.audio);
    }

    /**
     * The same call, made by an employee.
     *
     * @return never null
     */
    public ScriptedCall outgoing() {
        return new ScriptedCall(id, scene, true, customer, line, agents, startedAt, rings, talks, audio);
    }

    /**
     * The same call of other lengths.
     *
     * @param newRings how long it rings, in whole seconds
     * @param newTalks how long people talk, in whole seconds
     * @return never null
     */
    public ScriptedCall lasting(Duration newRings, Duration newTalks) {
        return new ScriptedCall(id, scene, outbound, customer, line, agents, startedAt, newRings, newTalks, audio);
    }

    /**
     * The same call with another fate of its recording.
     *
     * @param newAudio what becomes of it
     * @return never null
     */
    public ScriptedCall with(Audio newAudio) {
        return new ScriptedCall(id, scene, outbound, customer, line, agents, startedAt, rings, talks, newAudio);
    }

    /**
     * When somebody, or the mailbox, picks up.
     *
     * @return the instant; empty if nobody does
     */
    public Optional<Instant> answeredAt() {
        return talks.isZero() ? Optional.empty() : Optional.of(startedAt.plus(rings));
    }

    /**
     * When it is over.
     *
     * @return the instant
     */
    public Instant endedAt() {
        return startedAt.plus(rings).plus(talks);
    }

    /** Whether a provider announces a recording. */
    boolean announcesAudio() {
        return audio != Audio.NONE && audio != Audio.ABSENT;
    }

    /** The extension that picks up first. */
    String firstAgent() {
        return agents.get(scene == Scene.RING_GROUP ? agents.size() - 1 : 0);
    }

    /** Names the scene only: a call holds numbers. */
    @Override
    public String toString() {
        return scene + " call";
    }
}
