package dev.callcard.web;

import dev.callcard.access.Viewer;
import dev.callcard.project.ProjectId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One client of the live log. Never blocks: what the client does not take at once waits, and a client that lets too much wait
 * is cut; it comes again and says how far it got. Thread-safe.
 */
final class LiveStream implements WriteListener, AsyncListener {
    private static final int MOST_WAITING = 256 << 10;

    private final Exchange exchange;
    private final LiveCursor since;
    private final Consumer<LiveStream> onEnd;
    private final long openedAt = System.nanoTime();
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger bytesWaiting = new AtomicInteger();
    private final AsyncContext async;
    private final ServletOutputStream out;
    /** Only one thread writes at a time; the others leave word here that there is more to do. */
    private final AtomicInteger turns = new AtomicInteger();

    private volatile long sentAt = openedAt;
    private volatile boolean started;
    private volatile boolean ending;
    private volatile boolean cut;
    private volatile boolean done;
    /** Touched by whoever has the turn. */
    private boolean unflushed;

    LiveStream(Exchange exchange, LiveCursor since, Consumer<LiveStream> onEnd) throws IOException {
        this.exchange = exchange;
        this.since = since;
        this.onEnd = onEnd;
        this.async = exchange.request().startAsync();
        this.out = exchange.response().getOutputStream();
        // Before anybody knows this stream, so that nothing comes before it.
        send(("retry: 1000\nid: " + since.text() + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Begins to write, from this thread or, later, from others. */
    void start() {
        async.setTimeout(0);
        async.addListener(this);
        out.setWriteListener(this);
    }

    Viewer viewer() {
        return exchange.viewer();
    }

    ProjectId project() {
        return exchange.project();
    }

    String base() {
        return exchange.base();
    }

    Paths paths() {
        return exchange.paths();
    }

    LiveCursor since() {
        return since;
    }

    boolean hasEnded() {
        return ending || cut || done;
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - openedAt >= age.toNanos();
    }

    boolean wasSilentFor(Duration age) {
        return System.nanoTime() - sentAt >= age.toNanos();
    }

    /** Sends some whole events, or cuts a client that has not taken the ones before. */
    void send(byte[] events) {
        if (bytesWaiting.get() > MOST_WAITING) {
            cut();
            return;
        }
        sentAt = System.nanoTime();
        bytesWaiting.addAndGet(events.length);
        waiting.add(events);
        if (started) {
            write();
        }
    }

    /** Ends once everything is sent. */
    void end() {
        ending = true;
        write();
    }

    /** Ends for another stream of the same viewer; comes again, but not so soon that the two would chase each other. */
    void giveWay() {
        send("retry: 30000\n\n".getBytes(StandardCharsets.UTF_8));
        end();
    }

    /** Ends at once. */
    void cut() {
        cut = true;
        write();
    }

    private void write() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            writeWhileReady();
            missed = turns.addAndGet(-missed);
        } while (missed != 0);
    }

    private void writeWhileReady() {
        if (done) {
            return;
        }
        try {
            while (!cut && started && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    out.write(next);
                    bytesWaiting.addAndGet(-next.length);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    cut = ending;
                    break;
                }
            }
        } catch (IOException | IllegalStateException e) {
            // The client has gone, which is how every stream ends sooner or later.
            cut = true;
        }
        if (cut) {
            finish();
        }
    }

    private void finish() {
        done = true;
        waiting.clear();
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container was faster; either way the answer is over.
            cut = true;
        }
        onEnd.accept(this);
    }

    @Override
    public void onWritePossible() {
        started = true;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        cut();
    }

    @Override
    public void onError(AsyncEvent event) {
        cut();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        cut();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        done = true;
        onEnd.accept(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it again.
    }
}
