package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.call.Call;
import dev.callcard.json.CardJson;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** The audio of a call. Nothing of it is held in memory but the run of bytes that is on its way. */
final class RecordingHandlers {
    private static final int BUFFER = 65_536;

    private final CallCards callCards;
    private final Bodies bodies;

    RecordingHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
    }

    void get(Exchange exchange) throws IOException {
        boolean download =
                exchange.query().first("download").filter("1"::equals).isPresent();
        Permission permission = download ? Permission.DOWNLOAD : Permission.LISTEN;
        Recording recording =
                callCards.recordings().get(exchange.viewer(), exchange.project(), exchange.call(), permission);
        Recording.Audio audio = recording
                .audio()
                .orElseThrow(() -> new HttpProblem(404, recording.reason().orElse("There is no recording to play.")));
        String etag = "\"" + audio.sha256() + "\"";
        if (exchange.header("If-None-Match").filter(known -> names(known, etag)).isPresent()) {
            versionHeaders(exchange.response(), etag);
            exchange.response().setStatus(304);
            return;
        }
        boolean head = exchange.request().getMethod().equals("HEAD");
        Optional<RecordingStore.Range> range = exchange.header("Range")
                .filter(header -> !head)
                .filter(header -> exchange.header("If-Range").map(etag::equals).orElse(true))
                .flatMap(header -> RangeHeader.parse(header, audio.sizeBytes()));
        RecordingStore.Range sent = range.orElseGet(() -> new RecordingStore.Range(0, audio.sizeBytes()));
        String disposition = download ? attachment(exchange, audio) : "inline";
        Supplier<InputStream> open = () -> callCards.recordings().open(audio, sent);
        try (InputStream bytes = head ? InputStream.nullInputStream() : open.get()) {
            HttpServletResponse response = exchange.response();
            versionHeaders(response, etag);
            response.setHeader("Accept-Ranges", "bytes");
            response.setHeader("Content-Disposition", disposition);
            response.setContentType(audio.contentType());
            response.setContentLengthLong(sent.length());
            if (range.isPresent()) {
                long last = sent.offset() + sent.length() - 1;
                response.setStatus(206);
                response.setHeader("Content-Range", "bytes " + sent.offset() + "-" + last + "/" + audio.sizeBytes());
            }
            if (!head) {
                copy(bytes, response.getOutputStream(), sent.length());
            }
        }
    }

    void upload(Exchange exchange) throws IOException {
        callCards.access().require(exchange.viewer(), exchange.project(), Permission.INGEST);
        LimitedInput body = bodies.audio(exchange.request());
        Recording recording;
        try {
            recording = callCards.recordings().attach(exchange.viewer(), exchange.project(), exchange.call(), body);
        } catch (IOException | RuntimeException e) {
            if (body.exceeded()) {
                throw new LimitedInput.TooLargeException(bodies.maxAudio());
            }
            throw e;
        }
        exchange.response().setHeader("Location", exchange.paths().recording(exchange.call()));
        exchange.json(201, out -> CardJson.writeAudio(out, exchange.call(), recording, exchange.paths()));
    }

    private String attachment(Exchange exchange, Recording.Audio audio) {
        Call call =
                callCards.calls().require(exchange.viewer(), exchange.project(), exchange.call(), Permission.DOWNLOAD);
        var zone = callCards
                .projects()
                .get(exchange.viewer(), exchange.project())
                .settings()
                .timeZone();
        return "attachment; filename=\"" + FileName.of(call, zone, audio.contentType()) + "\"";
    }

    private static void versionHeaders(HttpServletResponse response, String etag) {
        response.setHeader("ETag", etag);
        // May be kept, so that seeking and playing again is fast, but is asked for first: it may have been deleted.
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static boolean names(String header, String etag) {
        for (String known : header.split(",", -1)) {
            String stripped = known.strip();
            if (stripped.equals("*") || stripped.equals(etag) || stripped.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    private static void copy(InputStream from, OutputStream to, long length) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        long left = length;
        while (left > 0) {
            int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("A recording ended early.");
            }
            to.write(buffer, 0, n);
            left -= n;
        }
    }
}
