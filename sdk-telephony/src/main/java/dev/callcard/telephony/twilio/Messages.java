package dev.callcard.telephony.twilio;

import dev.callcard.call.Call;
import dev.callcard.call.CallReport;
import dev.callcard.call.Outcome;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.UnreadablePushException;
import dev.callcard.telephony.internal.Form;
import dev.callcard.telephony.internal.JsonText;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Turns what Twilio says of a call into reports. */
final class Messages {
    private final String account;
    private final boolean legsAnswer;

    Messages(String account, boolean legsAnswer) {
        this.account = account;
        this.legsAnswer = legsAnswer;
    }

    static boolean isForm(PushContent content) {
        return content.contentType().toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** The reports of a callback. */
    List<CallReport> read(PushContent content) throws UnreadablePushException {
        Function<String, Optional<String>> fields = fields(content);
        String id =
                fields.apply("CallSid").orElseThrow(() -> new UnreadablePushException("The field CallSid is missing."));
        Optional<Instant> at = fields.apply("Timestamp").flatMap(Messages::instant);
        return fields.apply("RecordingSid").isPresent()
                        && fields.apply("CallStatus").isEmpty()
                ? List.of(recording(
                        id, fields.apply("RecordingStatus").orElse("completed"), fields.apply("RecordingUrl"), at))
                : status(id, fields, at);
    }

    /** A recording as a callback or the API tells it. */
    CallReport recording(String call, String status, Optional<String> url, Optional<Instant> at) {
        CallReport.Builder report = CallReport.builder(Twilio.NAME, call).account(account);
        at.ifPresent(report::reportedAt);
        switch (status) {
            case "absent", "failed" -> report.recordingLost(Call.RecordingLoss.ABSENT);
            case "deleted" -> report.recordingLost(Call.RecordingLoss.DELETED);
            case "completed" ->
                url.ifPresent(where -> report.recording(new Call.RecordingReference(where, true, Optional.empty())));
            default -> {} // not over yet
        }
        return report.build();
    }

    private List<CallReport> status(String id, Function<String, Optional<String>> fields, Optional<Instant> at) {
        Optional<String> parent = fields.apply("ParentCallSid");
        String status = fields.apply("CallStatus").orElse("");
        CallReport.Builder report =
                begin(id, parent, fields.apply("Direction"), fields.apply("From"), fields.apply("To"));
        at.ifPresent(report::reportedAt);
        outcome(status).ifPresent(report::outcome);
        report.rawStatus(status);
        List<CallReport> reports = new ArrayList<>();
        if (at.isPresent()) {
            Instant when = at.get();
            switch (status) {
                case "initiated", "queued", "ringing" -> report.startedAt(when);
                case "in-progress" -> answered(report, parent, when);
                case "completed", "busy", "failed", "no-answer", "canceled" -> {
                    report.endedAt(when);
                    fields.apply("CallDuration")
                            .flatMap(Messages::seconds)
                            .ifPresent(length -> reports.add(beginning(id, parent, status, when.minus(length))));
                }
                default -> {} // a status that is new
            }
        }
        reports.add(report.build());
        return reports;
    }

    /**
     * What is known of the beginning only afterwards. It is told as of an unfinished call at no time, so that whatever else is told of
     * the beginning wins.
     */
    private CallReport beginning(String id, Optional<String> parent, String status, Instant start) {
        CallReport.Builder report = CallReport.builder(Twilio.NAME, id)
                .account(account)
                .outcome(Outcome.IN_PROGRESS)
                .startedAt(start);
        parent.ifPresent(report::legOf);
        if (status.equals("completed")) {
            answered(report, parent, start);
        }
        return report.build();
    }

    /** A call as the API lists it. Twilio's start is when somebody picked up, so what callbacks told of it wins. */
    List<CallReport> listed(JsonObject call) throws UnreadablePushException {
        String id =
                JsonText.text(call, "sid").orElseThrow(() -> new UnreadablePushException("The field sid is missing."));
        Optional<String> parent = JsonText.text(call, "parent_call_sid");
        String status = JsonText.text(call, "status").orElse("");
        Optional<Instant> start = JsonText.text(call, "start_time").flatMap(Messages::instant);
        CallReport.Builder report = begin(
                id, parent, JsonText.text(call, "direction"), JsonText.text(call, "from"), JsonText.text(call, "to"));
        outcome(status).ifPresent(report::outcome);
        report.rawStatus(status);
        if (!outcome(status).equals(Optional.of(Outcome.IN_PROGRESS))) {
            JsonText.text(call, "end_time").flatMap(Messages::instant).ifPresent(report::endedAt);
        }
        List<CallReport> reports = new ArrayList<>();
        start.ifPresent(at -> reports.add(beginning(id, parent, status, at)));
        reports.add(report.build());
        return reports;
    }

    private CallReport.Builder begin(
            String id,
            Optional<String> parent,
            Optional<String> direction,
            Optional<String> from,
            Optional<String> to) {
        CallReport.Builder report = CallReport.builder(Twilio.NAME, id).account(account);
        if (parent.isPresent()) {
            report.legOf(parent.get());
            report.agent(new Call.Agent(Optional.empty(), Optional.empty(), to));
        } else {
            from.ifPresent(report::caller);
            to.ifPresent(report::destination);
            direction.ifPresent(
                    text -> report.type(text.startsWith("inbound") ? Call.Type.INBOUND : Call.Type.OUTBOUND));
        }
        return report;
    }

    private void answered(CallReport.Builder report, Optional<String> parent, Instant when) {
        if (parent.isPresent() || !legsAnswer) {
            report.answeredAt(when);
        }
    }

    private static Optional<Outcome> outcome(String status) {
        return switch (status) {
            case "" -> Optional.empty();
            case "queued", "initiated", "ringing", "in-progress" -> Optional.of(Outcome.IN_PROGRESS);
            case "completed" -> Optional.of(Outcome.ANSWERED);
            case "busy" -> Optional.of(Outcome.BUSY);
            case "failed" -> Optional.of(Outcome.FAILED);
            case "no-answer" -> Optional.of(Outcome.NO_ANSWER);
            case "canceled" -> Optional.of(Outcome.CANCELED);
            default -> Optional.of(Outcome.UNKNOWN);
        };
    }

    private static Function<String, Optional<String>> fields(PushContent content) throws UnreadablePushException {
        if (content.body().length > 0 && !isForm(content)) {
            if (JsonText.parse(content.body()).orElse(null) instanceof JsonObject object) {
                return name -> JsonText.text(object, name);
            }
            throw new UnreadablePushException("The body is neither a form nor a JSON object.");
        }
        String encoded = content.body().length > 0 ? content.text() : content.query();
        return Form.parse(encoded).orElseThrow(() -> new UnreadablePushException("The form is broken."))::text;
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
