package dev.callcard.telephony.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/** A provider with one recording, whose connections break where they are told to. */
final class Provider implements RawServer.Answerer {
    static final String ETAG = "\"v1\"";

    final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();
    final AtomicLong sent = new AtomicLong();
    volatile byte[] audio;
    volatile String validator = "ETag: " + ETAG;
    volatile String moreHeaders = "";
    volatile boolean chunked;
    volatile boolean resets;
    volatile boolean knowsRanges = true;

    Provider(int size) {
        audio = bytes(size, 7);
    }

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void answer(RawServer.Ask ask, RawServer.Out out) throws IOException {
        byte[] all = audio;
        int from = from(ask, all.length);
        Integer cut = cuts.poll();
        int to = cut == null ? all.length : Math.max(from, Math.min(cut, all.length));
        sent.addAndGet(to - from); // before the last byte is out, after which the test goes on
        out.text(head(from, all.length));
        if (chunked) {
            chunks(out, all, from, to);
        } else {
            out.bytes(all, from, to);
        }
        if (to < all.length && resets) {
            out.reset();
        }
    }

    private int from(RawServer.Ask ask, int size) {
        String value = validator.substring(validator.indexOf(':') + 1).strip();
        Optional<String> range = ask.header("Range");
        boolean same = ask.header("If-Range").equals(Optional.of(value));
        return knowsRanges && same && range.isPresent()
                ? Math.min(size - 1, Integer.parseInt(range.get().replaceAll("[^0-9]", "")))
                : 0;
    }

    private String head(int from, int size) {
        String head = from > 0
                ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + from + "-" + (size - 1) + "/" + size
                        + "\r\n"
                : "HTTP/1.1 200 OK\r\n";
        return head
                + (chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + (size - from) + "\r\n")
                + (validator.isEmpty() ? "" : validator + "\r\n")
                + moreHeaders
                + "Connection: close\r\n\r\n";
    }

    private static void chunks(RawServer.Out out, byte[] all, int from, int to) throws IOException {
        int chunk = 8_192;
        for (int at = from; at < to; at += chunk) {
            // A cut falls into the middle of a chunk that was announced whole.
            int announced = Math.min(chunk, all.length - at);
            out.text(Integer.toHexString(announced) + "\r\n");
            out.bytes(all, at, Math.min(at + announced, to));
            if (at + announced <= to) {
                out.bytes("\r\n".getBytes(ISO_8859_1), 0, 2);
            }
        }
        if (to == all.length) {
            out.text("0\r\n\r\n");
        }
    }
}
