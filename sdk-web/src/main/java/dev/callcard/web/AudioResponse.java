package dev.callcard.web;

import dev.callcard.error.NotFoundException;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingStore;
import dev.callcard.recording.Recordings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
     * @param goesOn asked before each run of bytes; once it says no, the answer breaks off
     */
    void send(
            Recording.Audio audio,
            HttpServletRequest request,
            HttpServletResponse response,
            String disposition,
            Map<String, String> headers,
            BooleanSupplier goesOn)
            throws IOException {
        String etag = "\"" + audio.sha256() + "\"";
        if (has(request, "If-Match") && !names(request, "If-Match", etag, false)) {
            throw new HttpProblem(412, "The recording is another one now.", List.of(), Map.of("ETag", etag));
        }
        if (names(request, "If-None-Match", etag, true)) {
            headers.forEach(response::setHeader);
            response.setHeader("ETag", etag);
            response.setStatus(304);
            return;
        }
        boolean head = request.getMethod().equals("HEAD");
        Optional<RecordingStore.Range> range = head ? Optional.empty() : range(request, audio, etag);
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
                copy(bytes, response.getOutputStream(), sent.length(), goesOn);
            }
        }
    }

    /** Which bytes are asked for; empty for the whole, as the whole is never a wrong answer to a {@code Range}. */
    private static Optional<RecordingStore.Range> range(
            HttpServletRequest request, Recording.Audio audio, String etag) {
        List<String> ranges = lines(request, "Range");
        // A date is never the one of this version, because we tell none.
        boolean same = Optional.ofNullable(request.getHeader("If-Range"))
                .map(etag::equals)
                .orElse(true);
        return ranges.size() == 1 && same ? RangeHeader.parse(ranges.get(0), audio.sizeBytes()) : Optional.empty();
    }

    private static boolean has(HttpServletRequest request, String name) {
        return request.getHeader(name) != null;
    }

    /** Whether a list of tags, which may come in several lines, has this one. */
    private static boolean names(HttpServletRequest request, String header, String etag, boolean weakly) {
        return lines(request, header).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || weakly && tag.equals("W/" + etag));
    }

    private static List<String> lines(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static void copy(InputStream from, OutputStream to, long length, BooleanSupplier goesOn)
            throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        long left = length;
        while (left > 0) {
            if (!goesOn.getAsBoolean()) {
                throw new NotFoundException("recording");
            }
            int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("A recording ended early.");
            }
            to.write(buffer, 0, n);
            left -= n;
        }
    }
}
