package dev.callcard.web;

import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.Recordings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Sends audio to whoever may hear it: the whole, one range of it, or the word that the client has it already. Who may is the
 * caller's business. Nothing of the audio is held in memory but the run of bytes that is on its way.
 */
final class AudioResponse {
    private static final int BUFFER = 65_536;

    private final Recordings recordings;

    AudioResponse(Recordings recordings) {
        this.recordings = recordings;
    }

    /**
     * Answers a GET or HEAD.
     *
     * @param audio what the client may hear
     * @param disposition the {@code Content-Disposition}
     * @param headers go with every answer that is no failure, a 304 too: how long it may be kept, and by whom it may be shown
     */
    void send(
            Recording.Audio audio,
            HttpServletRequest request,
            HttpServletResponse response,
            String disposition,
            Map<String, String> headers)
            throws IOException {
        String etag = "\"" + audio.sha256() + "\"";
        if (header(request, "If-None-Match").filter(known -> names(known, etag)).isPresent()) {
            headers.forEach(response::setHeader);
            response.setHeader("ETag", etag);
            response.setStatus(304);
            return;
        }
        boolean head = request.getMethod().equals("HEAD");
        Optional<RecordingStore.Range> range = header(request, "Range")
                .filter(text -> !head)
                .filter(text -> header(request, "If-Range").map(etag::equals).orElse(true))
                .flatMap(text -> RangeHeader.parse(text, audio.sizeBytes()));
        RecordingStore.Range sent = range.orElseGet(() -> new RecordingStore.Range(0, audio.sizeBytes()));
        try (InputStream bytes = head ? InputStream.nullInputStream() : recordings.open(audio, sent)) {
            headers.forEach(response::setHeader);
            response.setHeader("ETag", etag);
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

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
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
