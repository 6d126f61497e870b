package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The live log of one servlet. While anybody listens, one thread reads what changed in the projects that are listened to and
 * hands it on. Thread-safe.
 */
final class LiveFeed {
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final CallCards callCards;
    private final WebOptions.Live options;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    // Under the lock:
    private final Set<LiveStream> open = new LinkedHashSet<>();
    /** Who has a place, once for each. */
    private final List<String> places = new ArrayList<>();

    private final List<LiveStream> arrived = new ArrayList<>();
    private @Nullable Thread reader;
    private boolean destroyed;

    LiveFeed(CallCards callCards, WebOptions.Live options) {
        this.callCards = callCards;
        this.options = options;
    }

    /** Answers a client with a stream that stays open. */
    void open(Exchange exchange) throws IOException {
        callCards.access().project(exchange.viewer(), exchange.project());
        callCards.access().onlyAgent(exchange.viewer(), exchange.project(), Permission.VIEW_LOG);
        HttpServletResponse response = exchange.response();
        boolean head = exchange.request().getMethod().equals("HEAD");
        if (!head && !exchange.request().isAsyncSupported()) {
            throw new HttpProblem(
                    501, "The host has to allow asynchronous answers for this servlet and the filters before it.");
        }
        if (!head) {
            takePlace(exchange.viewer().id());
        }
        response.setStatus(200);
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Accel-Buffering", "no"); // or nginx waits for more before it hands anything on
        if (!head) {
            start(exchange);
        }
    }

    private void start(Exchange exchange) throws IOException {
        boolean added = false;
        try {
            LiveCursor since = LiveCursor.of(
                    exchange.header("Last-Event-ID"), callCards.clock().instant());
            LiveStream stream = new LiveStream(exchange, since, this::remove);
            add(stream);
            added = true;
            stream.start();
        } finally {
            if (!added) {
                lock.lock();
                try {
                    places.remove(exchange.viewer().id());
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** Ends everything and waits for the thread. */
    void destroy() {
        Thread last;
        lock.lock();
        try {
            destroyed = true;
            last = reader;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        cutAll();
        if (last != null) {
            try {
                last.join(LAST_ROUND.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How many clients listen. */
    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for new clients, but no longer than that; empty if nobody listens any more. */
    Optional<List<LiveStream>> await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && arrived.isEmpty() && isListenedTo()) {
                left = news.awaitNanos(left);
            }
            if (!isListenedTo()) {
                reader = null;
                return Optional.empty();
            }
            List<LiveStream> arrivals = List.copyOf(arrived);
            arrived.clear();
            return Optional.of(arrivals);
        } finally {
            lock.unlock();
        }
    }

    private boolean isListenedTo() {
        return !destroyed && !open.isEmpty();
    }

    /**
     * Nobody tells us that a browser has gone, so a few reloads would fill the places of a viewer: the newest takes the place of
     * the oldest.
     */
    private void takePlace(String viewer) {
        Map<String, String> later = Map.of("Retry-After", "30");
        Optional<LiveStream> oldest = Optional.empty();
        lock.lock();
        try {
            if (Collections.frequency(places, viewer) >= options.mostPerViewer()) {
                oldest = open.stream()
                        .filter(stream -> stream.viewer().id().equals(viewer))
                        .findFirst();
                if (oldest.isEmpty()) {
                    throw new HttpProblem(429, "You follow the log in too many places already.", List.of(), later);
                }
                remove(oldest.get());
            }
            if (destroyed || places.size() >= options.mostStreams()) {
                throw new HttpProblem(503, "Too many follow the log just now.", List.of(), later);
            }
            places.add(viewer);
        } finally {
            lock.unlock();
            // Not under the lock: the end of a stream calls back.
            oldest.ifPresent(LiveStream::giveWay);
        }
    }

    private void add(LiveStream stream) {
        lock.lock();
        try {
            open.add(stream);
            arrived.add(stream);
            if (reader == null && !destroyed) {
                reader = new Thread(this::read, "callcard-live");
                reader.setDaemon(true);
                reader.start();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(LiveStream stream) {
        lock.lock();
        try {
            if (open.remove(stream)) {
                arrived.remove(stream);
                places.remove(stream.viewer().id());
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        boolean done = false;
        try {
            new LiveReader(callCards, options).run(this);
            done = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Somebody wants this thread to end.
        } finally {
            if (!done) {
                lock.lock();
                try {
                    reader = null;
                } finally {
                    lock.unlock();
                }
                cutAll();
            }
        }
    }

    /** Not under the lock: the end of a stream calls back. */
    private void cutAll() {
        List<LiveStream> all;
        lock.lock();
        try {
            all = List.copyOf(open);
        } finally {
            lock.unlock();
        }
        all.forEach(LiveStream::cut);
    }
}
