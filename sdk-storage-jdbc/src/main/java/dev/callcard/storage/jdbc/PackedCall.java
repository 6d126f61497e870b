package dev.callcard.storage.jdbc;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.phone.CustomerKey;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.visit.VisitorId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people see of a call, in one value: its key, its origin and its facts, in this order. */
final class PackedCall {
    private static final int FORM = 1;
    private static final Call.Type[] TYPES = Call.Type.values();
    private static final Call.Origin[] ORIGINS = Call.Origin.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Call.RecordingLoss[] LOSSES = Call.RecordingLoss.values();
    private static final PhoneNumber.Kind[] KINDS = PhoneNumber.Kind.values();

    private PackedCall() {}

    static byte[] write(Call call) {
        Packed.Writer out = new Packed.Writer()
                .number(FORM)
                .text(call.key().provider())
                .text(call.key().account())
                .text(call.key().providerCallId())
                .constant(call.origin());
        Call.Facts facts = call.facts();
        out.optional(facts.type(), Packed.Writer::constant);
        write(out, facts.times());
        out.constant(facts.outcome()).text(facts.rawStatus());
        write(out, facts.customerNumber());
        out.optional(facts.caller(), PackedCall::write)
                .optional(facts.destination(), PackedCall::write)
                .optional(facts.trackingNumber(), PackedCall::write)
                .optional(facts.agent(), PackedCall::write)
                .text(facts.department())
                .text(facts.scheme())
                .text(facts.visitor().map(VisitorId::value))
                .optional(facts.recording(), PackedCall::write)
                .list(facts.legs(), PackedCall::write)
                .number(facts.attributes().size());
        facts.attributes().forEach((name, value) -> out.text(name).text(value));
        // Added later: who reads on finds nothing in rows of earlier releases, and those read no further than they
        // know.
        facts.recordingLoss().ifPresent(out::constant);
        return out.bytes();
    }

    static Call.Key readKey(Packed.Reader in) {
        if (in.number() != FORM) {
            throw new IllegalStateException("the facts of a call were written by a later release");
        }
        return new Call.Key(in.text(), in.text(), in.text());
    }

    static Call.Origin readOrigin(Packed.Reader in) {
        return in.constant(ORIGINS);
    }

    static Call.Facts readFacts(Packed.Reader in) {
        Call.Facts facts = readFirstFacts(in);
        return in.isAtEnd() ? facts : facts.withRecordingLoss(in.constant(LOSSES));
    }

    private static Call.Facts readFirstFacts(Packed.Reader in) {
        return new Call.Facts(
                in.optional(type -> type.constant(TYPES)),
                readTimes(in),
                in.constant(OUTCOMES),
                in.optionalText(),
                readNumber(in),
                in.optional(PackedCall::readNumber),
                in.optional(PackedCall::readNumber),
                in.optional(PackedCall::readNumber),
                in.optional(PackedCall::readAgent),
                in.optionalText(),
                in.optionalText(),
                in.optionalText().map(VisitorId::new),
                in.optional(PackedCall::readRecording),
                Optional.empty(),
                in.list(PackedCall::readLeg),
                readAttributes(in));
    }

    private static void write(Packed.Writer out, Call.Times times) {
        out.instant(times.startedAt())
                .flag(times.startKnown())
                .optional(times.answeredAt(), Packed.Writer::instant)
                .optional(times.endedAt(), Packed.Writer::instant)
                .optional(times.waiting(), Packed.Writer::duration)
                .optional(times.talk(), Packed.Writer::duration)
                .optional(times.total(), Packed.Writer::duration)
                .flag(times.inconsistent());
    }

    private static Call.Times readTimes(Packed.Reader in) {
        return new Call.Times(
                in.instant(),
                in.flag(),
                in.optional(Packed.Reader::instant),
                in.optional(Packed.Reader::instant),
                in.optional(Packed.Reader::duration),
                in.optional(Packed.Reader::duration),
                in.optional(Packed.Reader::duration),
                in.flag());
    }

    private static void write(Packed.Writer out, PhoneNumber number) {
        out.text(number.raw()).constant(number.kind()).text(number.key().value());
    }

    private static PhoneNumber readNumber(Packed.Reader in) {
        String raw = in.text();
        return new PhoneNumber(raw, new CustomerKey(in.constant(KINDS), in.text()));
    }

    private static void write(Packed.Writer out, Call.Agent agent) {
        out.text(agent.id()).text(agent.name()).text(agent.number());
    }

    private static Call.Agent readAgent(Packed.Reader in) {
        return new Call.Agent(in.optionalText(), in.optionalText(), in.optionalText());
    }

    private static void write(Packed.Writer out, Call.RecordingReference recording) {
        out.text(recording.location()).flag(recording.isUrl()).text(recording.contentType());
    }

    private static Call.RecordingReference readRecording(Packed.Reader in) {
        return new Call.RecordingReference(in.text(), in.flag(), in.optionalText());
    }

    private static void write(Packed.Writer out, Call.Leg leg) {
        out.text(leg.id())
                .optional(leg.startedAt(), Packed.Writer::instant)
                .optional(leg.answeredAt(), Packed.Writer::instant)
                .optional(leg.endedAt(), Packed.Writer::instant)
                .constant(leg.outcome())
                .optional(leg.agent(), PackedCall::write);
    }

    private static Call.Leg readLeg(Packed.Reader in) {
        return new Call.Leg(
                in.text(),
                in.optional(Packed.Reader::instant),
                in.optional(Packed.Reader::instant),
                in.optional(Packed.Reader::instant),
                in.constant(OUTCOMES),
                in.optional(PackedCall::readAgent));
    }

    private static Map<String, String> readAttributes(Packed.Reader in) {
        Map<String, String> attributes = new TreeMap<>();
        for (long left = in.number(); left > 0; left--) {
            attributes.put(in.text(), in.text());
        }
        return attributes;
    }
}
