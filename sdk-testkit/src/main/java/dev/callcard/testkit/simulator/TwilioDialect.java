package dev.callcard.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Twilio: status callbacks of the call and of the legs that it dials, recording callbacks, and lists of calls and recordings. */
record TwilioDialect(String account, String token) implements Dialect {
    /** The number that stands for callers who hide theirs: ANONYMOUS on the keys of a telephone. */
    private static final String WITHHELD = "+266696687";

    private static final Duration RECORDED_AFTER = Duration.ofSeconds(20);
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public Set<String> needed() {
        return Set.of("CallSid", "ParentCallSid", "CallStatus", "RecordingSid", "RecordingStatus");
    }

    @Override
    public Set<String> statuses() {
        return Set.of("CallStatus");
    }

    @Override
    public Dialect stranger() {
        return new TwilioDialect(account, token + "?");
    }

    @Override
    public List<Event> events(ScriptedCall call, URI api) {
        List<Event> events = new ArrayList<>();
        Duration answered = call.rings();
        Duration over = call.rings().plus(call.talks());
        events.add(status(call, "ringing", Duration.ZERO));
        call.answeredAt().ifPresent(at -> events.add(status(call, "in-progress", answered)));
        legs(call, events);
        Event end = status(call, last(call), over);
        end.fields().put("CallDuration", String.valueOf(call.talks().toSeconds()));
        events.add(end);
        recorded(call, api, over.plus(RECORDED_AFTER)).ifPresent(events::add);
        return events;
    }

    /** The legs to the phones that ring, each with the parent's id. */
    private void legs(ScriptedCall call, List<Event> events) {
        if (call.scene() == ScriptedCall.Scene.VOICEMAIL) {
            return;
        }
        for (String agent : call.agents()) {
            boolean picksUp = call.answeredAt().isPresent()
                    && (agent.equals(call.firstAgent()) || call.scene() == ScriptedCall.Scene.TRANSFER);
            Duration at = call.rings().plus(picksUp ? call.talks() : Duration.ZERO);
            Event leg = status(call, picksUp ? "completed" : "no-answer", at);
            leg.fields().put("CallSid", leg(call, agent));
            leg.fields().put("ParentCallSid", sid(call));
            leg.fields().put("Direction", "outbound-dial");
            leg.fields().put("To", "sip:" + agent + "@pbx.example");
            leg.fields()
                    .put("CallDuration", String.valueOf(picksUp ? call.talks().toSeconds() : 0));
            events.add(leg);
        }
    }

    private Event status(ScriptedCall call, String status, Duration after) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("CallSid", sid(call));
        fields.put("AccountSid", account);
        fields.put("From", call.outbound() ? call.line() : caller(call));
        fields.put("To", call.outbound() ? call.customer() : call.line());
        fields.put("Direction", call.outbound() ? "outbound-api" : "inbound");
        fields.put("CallStatus", status);
        fields.put("ApiVersion", "2010-04-01");
        fields.put("CallbackSource", "call-progress-events");
        fields.put("Timestamp", RFC_2822.format(call.startedAt().plus(after)));
        return new Event(after, fields);
    }

    private Optional<Event> recorded(ScriptedCall call, URI api, Duration after) {
        if (call.audio() == ScriptedCall.Audio.NONE) {
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("CallSid", sid(call));
        fields.put("AccountSid", account);
        fields.put("RecordingSid", recording(call));
        fields.put("RecordingStatus", call.announcesAudio() ? "completed" : "absent");
        if (call.announcesAudio()) {
            fields.put("RecordingUrl", api + base() + "Recordings/" + recording(call));
            fields.put("RecordingDuration", String.valueOf(call.talks().toSeconds()));
            fields.put("RecordingChannels", "1");
        } else {
            fields.put("ErrorCode", "21220");
        }
        fields.put("Timestamp", RFC_2822.format(call.startedAt().plus(after)));
        return Optional.of(new Event(after, fields));
    }

    @Override
    public Push push(Event event, URI webhook, Instant now) {
        StringBuilder signed = new StringBuilder(webhook.toString());
        new TreeMap<>(event.fields())
                .forEach((name, value) -> signed.append(name).append(value));
        return new Push(
                "POST",
                webhook,
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=utf-8",
                        "X-Twilio-Signature",
                        Hmac.base64(Hmac.sha1(token, signed.toString().getBytes(UTF_8)))),
                Forms.encode(event.fields()).getBytes(UTF_8));
    }

    @Override
    public Answer answer(Ask ask, List<ScriptedCall> calls, URI api, Instant now) {
        if (!Hmac.basic(account, token).equals(ask.headers().get("authorization"))) {
            return Answer.refused(401);
        }
        if (ask.path().equals(base() + "Calls.json")) {
            var list = Json.createArrayBuilder();
            calls.stream()
                    .filter(call -> within(ask, "StartTime", call.startedAt().plus(call.rings())))
                    .filter(call -> !call.endedAt().isAfter(now))
                    .forEach(call -> list.add(Json.createObjectBuilder(listed(call))));
            return Answer.json(Json.createObjectBuilder()
                    .add("calls", list)
                    .addNull("next_page_uri")
                    .build());
        }
        if (ask.path().equals(base() + "Recordings.json")) {
            var list = Json.createArrayBuilder();
            calls.stream()
                    .filter(call -> call.audio() != ScriptedCall.Audio.NONE)
                    .filter(call -> within(ask, "DateCreated", call.endedAt()))
                    .filter(call -> !call.endedAt().isAfter(now))
                    .forEach(call -> list.add(Json.createObjectBuilder(Map.of(
                            "sid",
                            recording(call),
                            "call_sid",
                            sid(call),
                            "status",
                            call.announcesAudio() ? "completed" : "absent",
                            "date_updated",
                            RFC_2822.format(call.endedAt().plus(RECORDED_AFTER))))));
            return Answer.json(Json.createObjectBuilder()
                    .add("recordings", list)
                    .addNull("next_page_uri")
                    .build());
        }
        return ask.path().startsWith(base() + "Recordings/")
                ? Answer.recording(calls.stream()
                        .filter(call -> ask.path().endsWith(recording(call)))
                        .findFirst())
                : Answer.refused(404);
    }

    private static boolean within(Ask ask, String name, Instant at) {
        return ask.parameter(name + ">")
                        .filter(from -> at.isBefore(Instant.parse(from)))
                        .isEmpty()
                && ask.parameter(name + "<")
                        .filter(to -> !at.isBefore(Instant.parse(to)))
                        .isEmpty();
    }

    private Map<String, Object> listed(ScriptedCall call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sid", sid(call));
        fields.put("from", call.outbound() ? call.line() : caller(call));
        fields.put("to", call.outbound() ? call.customer() : call.line());
        fields.put("direction", call.outbound() ? "outbound-api" : "inbound");
        fields.put("status", last(call));
        fields.put("start_time", RFC_2822.format(call.startedAt().plus(call.rings())));
        fields.put("end_time", RFC_2822.format(call.endedAt()));
        fields.put("duration", String.valueOf(call.talks().toSeconds()));
        return fields;
    }

    private static String last(ScriptedCall call) {
        return switch (call.scene()) {
            case MISSED -> "no-answer";
            case BUSY -> "busy";
            default -> "completed";
        };
    }

    private static String caller(ScriptedCall call) {
        return call.scene() == ScriptedCall.Scene.HIDDEN ? WITHHELD : call.customer();
    }

    private String base() {
        return "/2010-04-01/Accounts/" + account + "/";
    }

    private static String sid(ScriptedCall call) {
        return "CA" + Hmac.md5(call.id());
    }

    private static String leg(ScriptedCall call, String agent) {
        return "CA" + Hmac.md5(call.id() + "/" + agent);
    }

    private static String recording(ScriptedCall call) {
        return "RE" + Hmac.md5(call.id());
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "TwilioDialect[]";
    }
}
