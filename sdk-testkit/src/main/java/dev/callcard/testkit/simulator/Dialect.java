package dev.callcard.testkit.simulator;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a provider tells of calls: what it pushes, how it proves that, and what its API answers. Written from what providers document, and
 * knows nothing of the code that reads it. Implementations are immutable.
 */
public interface Dialect {
    /**
     * The provider's name, as in the address of its webhook.
     *
     * @return for example {@code twilio}
     */
    String name();

    /**
     * What the provider tells of a call, in the order that it happens.
     *
     * @param call the call
     * @param api where the provider's API is, without a slash at the end
     * @return at least one event
     */
    List<Event> events(ScriptedCall call, URI api);

    /**
     * The fields without which an event tells of no call at all.
     *
     * @return names of fields
     */
    Set<String> needed();

    /**
     * The fields that say how a call goes.
     *
     * @return names of fields
     */
    Set<String> statuses();

    /**
     * Puts an event into the provider's form, and proves it.
     *
     * @param event the event
     * @param webhook where it goes
     * @param now when it is sent
     * @return the request
     */
    Push push(Event event, URI webhook, Instant now);

    /**
     * Somebody who speaks like this provider and does not know its secrets.
     *
     * @return never null
     */
    Dialect stranger();

    /**
     * What the API answers.
     *
     * @param ask the question
     * @param calls the calls that the provider knows of
     * @param api where the provider's API is, without a slash at the end
     * @param now when it is asked
     * @return the answer
     */
    Answer answer(Ask ask, List<ScriptedCall> calls, URI api, Instant now);

    /**
     * Something that a provider tells of a call.
     *
     * @param after how long after the start of the call
     * @param fields names and values; texts, numbers, booleans, or maps and lists of these
     */
    record Event(Duration after, Map<String, Object> fields) {
        /** Copies the fields. */
        public Event {
            Objects.requireNonNull(after, "after");
            fields = new LinkedHashMap<>(fields);
        }

        /** Names the time only: an event holds numbers. */
        @Override
        public String toString() {
            return "event after " + after;
        }
    }

    /**
     * A request to a webhook.
     *
     * @param method {@code GET} or {@code POST}
     * @param target the address with its query
     * @param headers what is sent along
     * @param body the body
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Push(String method, URI target, Map<String, String> headers, byte[] body) {
        /** Copies the headers. */
        public Push {
            headers = Map.copyOf(headers);
        }

        /** Names the size only: a push holds numbers and secrets. */
        @Override
        public String toString() {
            return "push of " + body.length + " bytes";
        }
    }

    /**
     * A question to the API.
     *
     * @param method the method
     * @param path the path as it came
     * @param query the query's parameters, decoded, the first of each name
     * @param headers the headers, with names in lower case
     */
    record Ask(String method, String path, Map<String, String> query, Map<String, String> headers) {
        /** Copies the maps. */
        public Ask {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
        }

        /**
         * A parameter of the query.
         *
         * @param name its name
         * @return its value; empty if it is missing
         */
        public Optional<String> parameter(String name) {
            return Optional.ofNullable(query.get(name));
        }

        /** Names the method only. */
        @Override
        public String toString() {
            return method + " question";
        }
    }

    /**
     * An answer of the API.
     *
     * @param status the status
     * @param contentType what the body is
     * @param body the body; of a recording it is left empty
     * @param recordingOf the call whose recording is the answer, if it is there
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String contentType, byte[] body, Optional<ScriptedCall> recordingOf) {
        /**
         * JSON.
         *
         * @param value the value
         * @return an answer of success
         */
        public static Answer json(JsonValue value) {
            return new Answer(
                    200, "application/json", value.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
        }

        /**
         * JSON of an object.
         *
         * @param fields names and values
         * @return an answer of success
         */
        public static Answer json(Map<String, Object> fields) {
            return json(Json.createObjectBuilder(fields).build());
        }

        /**
         * The recording of a call, or whatever becomes of it.
         *
         * @param call the call; empty if there is no such one
         * @return the recording, or that there is none
         */
        public static Answer recording(Optional<ScriptedCall> call) {
            return call.filter(ScriptedCall::announcesAudio)
                    .map(known -> new Answer(200, "audio/x-wav", new byte[0], Optional.of(known)))
                    .orElseGet(() -> refused(404));
        }

        /**
         * A refusal.
         *
         * @param status the status
         * @return an answer without success
         */
        public static Answer refused(int status) {
            return new Answer(status, "application/json", "{}".getBytes(StandardCharsets.UTF_8), Optional.empty());
        }

        /** Names the status only. */
        @Override
        public String toString() {
            return "answer " + status;
        }
    }
}
