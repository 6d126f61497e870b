package dev.callcard.storage.jdbc;

import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import dev.callcard.visit.Session;
import dev.callcard.visit.SessionId;
import dev.callcard.visit.Source;
import dev.callcard.visit.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session in one value, its source first; and page views in one value. */
final class PackedSession {
    private static final int FORM = 1;
    private static final Source.Channel[] CHANNELS = Source.Channel.values();

    private PackedSession() {}

    /**
     * Packs a session.
     *
     * @param firstPages how many of its pages are packed with it
     */
    static byte[] write(Session session, int firstPages) {
        Packed.Writer out = new Packed.Writer().number(FORM);
        write(out, session.source());
        out.id(session.id().value())
                .text(session.visitor().value())
                .instant(session.startedAt())
                .instant(session.lastSeenAt())
                .number(session.events())
                .text(session.landingPage())
                .text(session.referrer())
                .text(session.device().device())
                .text(session.device().os())
                .text(session.device().browser())
                .text(session.ip())
                .optional(session.place(), PackedSession::write)
                .number(session.pageCount());
        write(out, session.pages().subList(0, firstPages));
        return out.bytes();
    }

    /** The source of a packed session. */
    static Source readSource(byte[] packed) {
        return readSource(reader(packed));
    }

    /**
     * The whole session.
     *
     * @param more the pages that are not packed with it
     */
    static Session read(byte[] packed, List<Session.PageView> more) {
        Packed.Reader in = reader(packed);
        Source source = readSource(in);
        SessionId id = new SessionId(in.id());
        VisitorId visitor = new VisitorId(in.text());
        Instant startedAt = in.instant();
        Instant lastSeenAt = in.instant();
        int events = (int) in.number();
        String landingPage = in.text();
        Optional<String> referrer = in.optionalText();
        Device device = new Device(in.optionalText(), in.optionalText(), in.optionalText());
        Optional<String> ip = in.optionalText();
        Optional<Place> place = in.optional(PackedSession::readPlace);
        int pageCount = (int) in.number();
        List<Session.PageView> pages = readPages(in);
        if (!more.isEmpty()) {
            pages = new ArrayList<>(pages);
            pages.addAll(more);
        }
        return new Session(
                id,
                visitor,
                startedAt,
                lastSeenAt,
                events,
                source,
                landingPage,
                referrer,
                device,
                ip,
                place,
                pages,
                pageCount);
    }

    static byte[] writePages(List<Session.PageView> views) {
        Packed.Writer out = new Packed.Writer().number(FORM);
        write(out, views);
        return out.bytes();
    }

    static List<Session.PageView> readPages(byte[] packed) {
        return readPages(reader(packed));
    }

    private static Packed.Reader reader(byte[] packed) {
        Packed.Reader in = new Packed.Reader(packed);
        if (in.number() != FORM) {
            throw new IllegalStateException("a session was written by a later release");
        }
        return in;
    }

    private static void write(Packed.Writer out, List<Session.PageView> views) {
        out.list(
                views,
                (to, view) -> to.next(view.url())
                        .text(view.title())
                        .instant(view.at())
                        .optional(view.time(), Packed.Writer::duration));
    }

    private static List<Session.PageView> readPages(Packed.Reader in) {
        return in.list(view -> new Session.PageView(
                view.next(), view.optionalText(), view.instant(), view.optional(Packed.Reader::duration)));
    }

    private static void write(Packed.Writer out, Source source) {
        out.constant(source.channel())
                .text(source.source())
                .text(source.medium())
                .text(source.campaign())
                .text(source.keyword())
                .text(source.content())
                .text(source.clickId());
    }

    private static Source readSource(Packed.Reader in) {
        return new Source(
                in.constant(CHANNELS),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText());
    }

    private static void write(Packed.Writer out, Place place) {
        out.text(place.country()).text(place.region()).text(place.city());
    }

    private static Place readPlace(Packed.Reader in) {
        return new Place(in.optionalText(), in.optionalText(), in.optionalText());
    }
}
