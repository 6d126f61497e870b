package dev.callcard.storage.jdbc;

import dev.callcard.visit.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a customer did on one UTC day: the starts of its calls, and its page views under their sessions. Everything to the
 * microsecond, so that every period can be counted exactly. As bytes: numbers of variable length, instants as distances from
 * the one before, URLs and titles once. Not thread-safe.
 */
final class DayActivity {
    private static final int FORM = 1;

    private final Instant dayStart;
    /** How many calls started at so many microseconds into the day. */
    private final TreeMap<Long, Integer> calls = new TreeMap<>();

    private final TreeMap<UUID, List<Session.PageView>> sessions = new TreeMap<>();

    DayActivity(LocalDate day) {
        this.dayStart = day.atStartOfDay(ZoneOffset.UTC).toInstant();
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

    /** How many calls started in {@code (after, until]}. */
    long calls(Instant after, Instant until) {
        return calls.subMap(offset(after), false, offset(until), true).values().stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** Hands out the page views in {@code (after, until]}. */
    void views(Instant after, Instant until, Consumer<Session.PageView> consumer) {
        for (List<Session.PageView> views : sessions.values()) {
            for (Session.PageView view : views) {
                if (view.at().isAfter(after) && !view.at().isAfter(until)) {
                    consumer.accept(view);
                }
            }
        }
    }

    byte[] encode() {
        Map<String, Integer> urls = new LinkedHashMap<>();
        Map<String, Integer> titles = new LinkedHashMap<>();
        sessions.values()
                .forEach(views -> views.forEach(view -> {
                    urls.putIfAbsent(view.url(), urls.size());
                    view.title().ifPresent(title -> titles.putIfAbsent(title, titles.size()));
                }));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, FORM);
        write(out, calls.values().stream().mapToLong(Integer::longValue).sum());
        long last = 0;
        for (Map.Entry<Long, Integer> call : calls.entrySet()) {
            for (int i = 0; i < call.getValue(); i++) {
                write(out, call.getKey() - last);
                last = call.getKey();
            }
        }
        write(out, urls);
        write(out, titles);
        write(out, sessions.size());
        sessions.forEach((id, views) -> {
            ByteBuffer uuid = ByteBuffer.allocate(2 * Long.BYTES);
            uuid.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            out.writeBytes(uuid.array());
            write(out, views, urls, titles);
        });
        return out.toByteArray();
    }

    static DayActivity decode(LocalDate day, byte[] bytes) {
        DayActivity activity = new DayActivity(day);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (read(in) != FORM) {
            throw new IllegalStateException("an activity was written by a later release");
        }
        long at = 0;
        for (long left = read(in); left > 0; left--) {
            at += read(in);
            activity.calls.merge(at, 1, Integer::sum);
        }
        List<String> urls = readTexts(in);
        List<String> titles = readTexts(in);
        for (long left = read(in); left > 0; left--) {
            UUID id = new UUID(in.getLong(), in.getLong());
            activity.sessions.put(id, activity.readViews(in, urls, titles));
        }
        return activity;
    }

    private void write(
            ByteArrayOutputStream out,
            List<Session.PageView> views,
            Map<String, Integer> urls,
            Map<String, Integer> titles) {
        write(out, views.size());
        long last = 0;
        for (Session.PageView view : views) {
            write(out, urls.getOrDefault(view.url(), 0));
            write(
                    out,
                    view.title().map(title -> titles.getOrDefault(title, 0) + 1).orElse(0));
            long offset = offset(view.at());
            write(out, offset - last);
            last = offset;
            write(out, view.time().map(time -> Micros.of(time) + 1).orElse(0L));
        }
    }

    private List<Session.PageView> readViews(ByteBuffer in, List<String> urls, List<String> titles) {
        int size = (int) read(in);
        List<Session.PageView> views = new ArrayList<>(size);
        long offset = 0;
        for (int i = 0; i < size; i++) {
            String url = urls.get((int) read(in));
            int title = (int) read(in);
            offset += read(in);
            long time = read(in);
            views.add(new Session.PageView(
                    url,
                    title == 0 ? Optional.empty() : Optional.of(titles.get(title - 1)),
                    dayStart.plus(Micros.duration(offset)),
                    time == 0 ? Optional.empty() : Optional.of(Micros.duration(time - 1))));
        }
        return views;
    }

    private long offset(Instant at) {
        return Micros.of(Duration.between(dayStart, at));
    }

    private static void write(ByteArrayOutputStream out, Map<String, Integer> texts) {
        write(out, texts.size());
        texts.keySet().forEach(text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write(out, bytes.length);
            out.writeBytes(bytes);
        });
    }

    private static List<String> readTexts(ByteBuffer in) {
        int size = (int) read(in);
        List<String> texts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            byte[] bytes = new byte[(int) read(in)];
            in.get(bytes);
            texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long read(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
