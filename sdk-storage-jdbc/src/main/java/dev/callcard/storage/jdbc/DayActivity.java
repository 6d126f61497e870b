package dev.callcard.storage.jdbc;

import dev.callcard.visit.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a customer did on one UTC day: the starts of its calls, and its page views under their sessions. Everything to the
 * microsecond, so that every period can be counted exactly. As bytes: numbers of variable length, instants as distances from
 * the one before, URLs and titles once and without what they share with the one before. Not thread-safe.
 */
final class DayActivity {
    private static final int FORM = 1;

    private final Instant dayStart;
    /** How many calls started at so many microseconds into the day. */
    private final TreeMap<Long, Integer> calls = new TreeMap<>();

    private final TreeMap<UUID, List<Session.PageView>> sessions = new TreeMap<>();

    DayActivity(LocalDate day) {
        this.dayStart = startOf(day);
    }

    static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    boolean isEmpty() {
        return calls.isEmpty() && sessions.isEmpty();
    }

    void addCall(Instant start) {
        calls.merge(offset(start), 1, Integer::sum);
    }

    void removeCall(Instant start) {
        calls.computeIfPresent(offset(start), (at, count) -> count == 1 ? null : count - 1);
    }

    /** Puts the page views of this day of a session in place of what was there. */
    void putSession(UUID session, List<Session.PageView> views) {
        sessions.put(session, List.copyOf(views));
    }

    void removeSession(UUID session) {
        sessions.remove(session);
    }

    byte[] encode() {
        Map<String, Integer> urls = new TreeMap<>();
        Map<String, Integer> titles = new TreeMap<>();
        sessions.values()
                .forEach(views -> views.forEach(view -> {
                    urls.put(view.url(), 0);
                    view.title().ifPresent(title -> titles.put(title, 0));
                }));
        number(urls);
        number(titles);
        Packed.Writer out = new Packed.Writer().number(FORM);
        out.number(calls.values().stream().mapToLong(Integer::longValue).sum());
        long last = 0;
        for (Map.Entry<Long, Integer> call : calls.entrySet()) {
            for (int i = 0; i < call.getValue(); i++) {
                out.number(call.getKey() - last);
                last = call.getKey();
            }
        }
        out.list(List.copyOf(urls.keySet()), Packed.Writer::next)
                .list(List.copyOf(titles.keySet()), Packed.Writer::next);
        out.number(sessions.size());
        sessions.forEach((id, views) -> {
            out.id(id);
            write(out, views, urls, titles);
        });
        return out.bytes();
    }

    private static void number(Map<String, Integer> sorted) {
        int next = 0;
        for (Map.Entry<String, Integer> entry : sorted.entrySet()) {
            entry.setValue(next++);
        }
    }

    static DayActivity decode(LocalDate day, byte[] bytes) {
        DayActivity activity = new DayActivity(day);
        walk(bytes, new Visitor() {
            private Packed.Text[] urls = {};
            private Packed.Text[] titles = {};
            private List<Session.PageView> views = List.of();

            @Override
            public void call(long at) {
                activity.calls.merge(at, 1, Integer::sum);
            }

            @Override
            public void texts(Packed.Text[] ofUrls, Packed.Text[] ofTitles) {
                urls = ofUrls;
                titles = ofTitles;
            }

            @Override
            public void session(UUID id) {
                views = new ArrayList<>();
                activity.sessions.put(id, views);
            }

            @Override
            public void view(int url, int title, long at, long time) {
                views.add(new Session.PageView(
                        urls[url].toString(),
                        title < 0 ? Optional.empty() : Optional.of(titles[title].toString()),
                        activity.dayStart.plus(Micros.duration(at)),
                        time < 0 ? Optional.empty() : Optional.of(Micros.duration(time))));
            }
        });
        return activity;
    }

    /** Shows a visitor what a day holds. */
    static void walk(byte[] bytes, Visitor visitor) {
        Packed.Reader in = new Packed.Reader(bytes);
        if (in.number() != FORM) {
            throw new IllegalStateException("an activity was written by a later release");
        }
        long call = 0;
        for (long left = in.number(); left > 0; left--) {
            call += in.number();
            visitor.call(call);
        }
        visitor.texts(in.texts(), in.texts());
        for (long left = in.number(); left > 0; left--) {
            visitor.session(in.id());
            long at = 0;
            for (long more = in.number(); more > 0; more--) {
                int url = (int) in.number();
                int title = (int) in.number() - 1;
                at += in.number();
                visitor.view(url, title, at, in.number() - 1);
            }
        }
    }

    private void write(
            Packed.Writer out, List<Session.PageView> views, Map<String, Integer> urls, Map<String, Integer> titles) {
        out.number(views.size());
        long last = 0;
        for (Session.PageView view : views) {
            long offset = offset(view.at());
            out.number(urls.getOrDefault(view.url(), 0))
                    .number(view.title()
                            .map(title -> titles.getOrDefault(title, 0) + 1)
                            .orElse(0))
                    .number(offset - last)
                    .number(view.time().map(time -> Micros.of(time) + 1).orElse(0L));
            last = offset;
        }
    }

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private long offset(Instant at) {
        return Micros.of(Duration.between(dayStart, at));
    }

    /** Sees what a day holds: calls, then texts, then each session with its page views. */
    interface Visitor {
        /** A call so many microseconds into the day. */
        void call(long at);

        /** What page views name by number. */
        void texts(Packed.Text[] urls, Packed.Text[] titles);

        /** A session; its page views follow. */
        default void session(UUID id) {}

        /** A page view so many microseconds into the day, looked at for so many; no title or time is -1. */
        void view(int url, int title, long at, long time);
    }
}
