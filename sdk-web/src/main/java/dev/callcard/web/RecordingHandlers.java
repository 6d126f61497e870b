package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.call.Call;
import dev.callcard.json.CardJson;
import dev.callcard.recording.Recording;
import java.io.IOException;
import java.util.Map;

/** The audio of a call. Nothing of it is held in memory but the run of bytes that is on its way. */
final class RecordingHandlers {
    // May be kept, so that seeking and playing again is fast, but is asked for first: it may have been deleted.
    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "private, no-cache", "Cross-Origin-Resource-Policy", "same-origin");

    private final CallCards callCards;
    private final Bodies bodies;
    private final AudioResponse responses;

    RecordingHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
        this.responses = new AudioResponse(callCards.recordings());
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
        String disposition = download ? attachment(exchange, audio) : "inline";
        responses.send(audio, exchange.request(), exchange.response(), disposition, HEADERS);
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
}
