package dev.callcard.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A bad line to a server: spoils the requests that it is told to. Every connection carries one request. */
final class FaultyProxy implements AutoCloseable {
    /** What can happen to a request. */
    enum Fault {
        /** The answer comes, after a while. */
        LATE,
        /** The connection is reset as soon as the request begins. */
        RESET,
        /** The connection is reset in the middle of the request's body. */
        CUT_REQUEST,
        /** The connection ends in the middle of the answer. */
        CUT_ANSWER,
        /** The server gets the request and does it, and the connection is reset before the answer. */
        LOST_ANSWER,
        /** The request is no longer taken in the middle of its body. */
        STALLED_REQUEST,
        /** The answer stops in the middle. */
        STALLED_ANSWER,
        /** The answer comes in single bytes. */
        SLICED,
        /** Both ways carry 16 KiB in a fiftieth of a second: a megabyte takes more than one. */
        SLOW,
        /** The answer comes whole and the connection is kept open after it. */
        SLOW_CLOSE,
        /** A byte of the request's body, or of its name if it has none, arrives as another one. */
        CORRUPTED,
        /** The answer tells another checksum than the server did. */
        WRONG_TAG,
        /** The server says 500. */
        ERROR_500,
        /** The server says 503 SlowDown. */
        ERROR_503,
        /** The server says 403 AccessDenied. */
        ERROR_403,
        /** The server says 200, and in the body that it failed. */
        ERROR_IN_200
    }

    static final int LATE_MILLIS = 200;
    private static final int SLOW_MILLIS = 20;
    private static final int SLICES = 700;

    final List<String> heads = new CopyOnWriteArrayList<>();
    final AtomicInteger spoiled = new AtomicInteger();
    final AtomicLong answered = new AtomicLong();
    private final ServerSocket listening;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Predicate<String> spoils = line -> false;
    private volatile Fault fault = Fault.LATE;
    private volatile int most;

    FaultyProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Spoils the first requests whose first line fits. */
    FaultyProxy spoil(Predicate<String> requestLine, Fault how, int times) {
        fault = how;
        most = times;
        spoils = requestLine;
        return this;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            InputStream request = new BufferedInputStream(client.getInputStream());
            String head = head(request);
            String line = head.lines().findFirst().orElse("");
            heads.add(head);
            boolean now = spoils.test(line) && spoiled.incrementAndGet() <= most;
            exchange(new Line(client, server, request, head), now ? Optional.of(fault) : Optional.empty());
        } catch (IOException e) {
            // Either side went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void exchange(Line line, Optional<Fault> spoiling) throws IOException, InterruptedException {
        if (spoiling.isEmpty()) {
            line.send(line.length);
            answer(line, Long.MAX_VALUE);
            return;
        }
        switch (spoiling.get()) {
            case LATE -> {
                line.send(line.length);
                closed.await(LATE_MILLIS, TimeUnit.MILLISECONDS);
                answer(line, Long.MAX_VALUE);
            }
            case RESET -> line.reset();
            case CUT_REQUEST -> {
                line.send(line.length / 2);
                line.reset();
            }
            case CUT_ANSWER -> {
                line.send(line.length);
                answer(line, answerBytes(line));
            }
            case LOST_ANSWER -> {
                line.send(line.length);
                line.server.getInputStream().read();
                line.reset();
            }
            case STALLED_REQUEST -> {
                line.send(line.length / 2);
                closed.await();
            }
            case STALLED_ANSWER -> {
                line.send(line.length);
                answer(line, answerBytes(line));
                closed.await();
            }
            case SLICED -> {
                line.send(line.length);
                slices(line);
                answer(line, Long.MAX_VALUE);
            }
            case SLOW -> {
                line.slow = true;
                line.send(line.length);
                answer(line, Long.MAX_VALUE);
            }
            case WRONG_TAG -> {
                line.send(line.length);
                String answer = head(line.server.getInputStream());
                line.client
                        .getOutputStream()
                        .write(answer.replaceFirst("(?i)(ETag: *\"?)[0-9a-f]{4}", "$10000")
                                .getBytes(ISO_8859_1));
                answer(line, Long.MAX_VALUE);
            }
            case SLOW_CLOSE -> {
                line.send(line.length);
                answer(line, Long.MAX_VALUE);
                closed.await();
            }
            case CORRUPTED -> {
                line.corrupt();
                answer(line, Long.MAX_VALUE);
            }
            case ERROR_500 -> line.say("500 Internal Server Error", "InternalError");
            case ERROR_503 -> line.say("503 Slow Down", "SlowDown");
            case ERROR_403 -> line.say("403 Forbidden", "AccessDenied");
            case ERROR_IN_200 -> line.say("200 OK", "InternalError");
        }
    }

    /** In the middle of the body of a large answer, of the head of a small one. */
    private static long answerBytes(Line line) {
        return line.head.startsWith("GET") && !line.head.contains("list-type") ? 100_000 : 40;
    }

    private void answer(Line line, long bytes) throws IOException, InterruptedException {
        InputStream from = line.server.getInputStream();
        OutputStream to = line.client.getOutputStream();
        byte[] buffer = new byte[16 << 10];
        long left = bytes;
        while (left > 0) {
            int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                return;
            }
            to.write(buffer, 0, n);
            line.pause();
            answered.addAndGet(n);
            left -= n;
        }
    }

    private static void slices(Line line) throws IOException {
        line.client.setTcpNoDelay(true);
        for (int i = 0; i < SLICES; i++) {
            int one = line.server.getInputStream().read();
            if (one < 0) {
                return;
            }
            line.client.getOutputStream().write(one);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int one = in.read();
            if (one < 0) {
                throw new EOFException();
            }
            head.append((char) one);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        threads.shutdownNow();
    }

    /** One request on its way. */
    private final class Line {
        final Socket client;
        final Socket server;
        final InputStream request;
        final String head;
        final long length;
        boolean slow;

        Line(Socket client, Socket server, InputStream request, String head) {
            this.client = client;
            this.server = server;
            this.request = request;
            this.head = head;
            this.length = head.lines()
                    .filter(header -> header.regionMatches(true, 0, "Content-Length:", 0, 15))
                    .mapToLong(header -> Long.parseLong(header.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }

        void pause() throws InterruptedException {
            if (slow) {
                closed.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        void send(long bytes) throws IOException, InterruptedException {
            sendHead(head);
            copy(bytes);
        }

        void corrupt() throws IOException, InterruptedException {
            if (length == 0) {
                sendHead(head.replaceFirst("/p-", "/q-"));
                return;
            }
            sendHead(head);
            copy(length / 2);
            server.getOutputStream().write(request.read() ^ 1);
            copy(length - length / 2 - 1);
        }

        void say(String status, String code) throws IOException {
            request.skipNBytes(length);
            String body = head.startsWith("HEAD")
                    ? ""
                    : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                            + "</Code><Message>for /recordings/p-shop by AKIDLOCAL0000000</Message></Error>";
            String answer =
                    "HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body;
            client.getOutputStream().write(answer.getBytes(ISO_8859_1));
        }

        void reset() throws IOException {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        }

        private void sendHead(String lines) throws IOException {
            String closing = lines.replaceFirst("(?i)\r\nConnection:[^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            server.getOutputStream().write(closing.getBytes(ISO_8859_1));
        }

        private void copy(long bytes) throws IOException, InterruptedException {
            byte[] buffer = new byte[16 << 10];
            long left = bytes;
            while (left > 0) {
                int n = request.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new EOFException();
                }
                server.getOutputStream().write(buffer, 0, n);
                pause();
                left -= n;
            }
        }
    }
}
