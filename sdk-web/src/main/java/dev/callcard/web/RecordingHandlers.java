package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Permission;
import dev.callcard.call.Call;
import dev.callcard.error.InvalidInputException;
import dev.callcard.json.CardJson;
import dev.callcard.json.RecordingJson;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.Recording;
import dev.callcard.recording.sharing.ShareLinks;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The audio of a call. Nothing of it is held in memory but the run of bytes that is on its way. */
final class RecordingHandlers {
    // May be kept, so that seeking and playing again is fast, but is asked for first: it may have been deleted.
    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "private, no-cache", "Cross-Origin-Resource-Policy", "same-origin");

    private final CallCards callCards;
    private final Bodies bodies;
    private final Optional<URI> publicBaseUrl;
    private final AudioResponse responses;
    private final DirectAudio direct;

    RecordingHandlers(CallCards callCards, Bodies bodies, Optional<URI> publicBaseUrl, DirectAudio direct) {
        this.callCards = callCards;
        this.publicBaseUrl = publicBaseUrl;
        this.bodies = bodies;
        this.direct = direct;
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
        // A link is made for GET alone.
        boolean redirect = direct.isOn() && exchange.request().getMethod().equals("GET");
        String disposition = download ? attachment(exchange, audio, redirect) : "inline";
        if (redirect) {
            direct.redirect(exchange.response(), audio, disposition);
            return;
        }
        responses.send(audio, exchange.request(), exchange.response(), disposition, HEADERS, () -> true);
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

    void delete(Exchange exchange) {
        callCards.recordings().delete(exchange.viewer(), exchange.project(), exchange.call());
        exchange.noContent();
    }

    void waveform(Exchange exchange) throws IOException {
        int buckets = exchange.query()
                .first("buckets")
                .map(text -> text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0)
                .orElse(AudioAnalyzer.Analysis.MOST_PEAKS);
        if (buckets < 1 || buckets > AudioAnalyzer.Analysis.MOST_PEAKS) {
            throw new InvalidInputException("/buckets", "must be between 1 and " + AudioAnalyzer.Analysis.MOST_PEAKS);
        }
        AudioAnalyzer.Analysis analysis = callCards
                .recordings()
                .analysis(exchange.viewer(), exchange.project(), exchange.call())
                .orElseThrow(() -> new HttpProblem(
                        404, "There is nothing to see of this recording: it was not listened to yet, or cannot be."));
        exchange.json(200, out -> RecordingJson.writeWaveform(out, analysis, buckets));
    }

    void links(Exchange exchange) throws IOException {
        var links = callCards.shareLinks().list(exchange.viewer(), exchange.project(), exchange.call());
        exchange.json(200, out -> RecordingJson.writeLinks(out, links));
    }

    void share(Exchange exchange) throws IOException {
        callCards.recordings().get(exchange.viewer(), exchange.project(), exchange.call(), Permission.SHARE);
        var lifetime = RecordingJson.readLifetime(bodies.json(exchange.request()));
        ShareLinks links = callCards.shareLinks();
        ShareLinks.Created created = lifetime.isPresent()
                ? links.create(exchange.viewer(), exchange.project(), exchange.call(), lifetime.get())
                : links.create(exchange.viewer(), exchange.project(), exchange.call());
        String path = exchange.base() + "/shared/" + created.token();
        String url = publicBaseUrl
                .map(base -> base.toString().replaceAll("/+$", "") + "/shared/" + created.token())
                .orElse(path);
        exchange.json(201, out -> RecordingJson.writeLink(out, created.link(), url));
    }

    void revoke(Exchange exchange) {
        callCards
                .shareLinks()
                .revoke(exchange.viewer(), exchange.project(), exchange.call(), exchange.id("linkId", "link"));
        exchange.noContent();
    }

    void requestRetrieval(Exchange exchange) throws IOException {
        answer(
                exchange,
                callCards.recordings().requestRetrieval(exchange.viewer(), exchange.project(), exchange.call()));
    }

    void approveRetrieval(Exchange exchange) throws IOException {
        answer(
                exchange,
                callCards.recordings().approveRetrieval(exchange.viewer(), exchange.project(), exchange.call()));
    }

    void audit(Exchange exchange) throws IOException {
        var page = callCards.audit().list(exchange.viewer(), exchange.project(), exchange.page());
        exchange.json(200, out -> RecordingJson.writeAudit(out, page));
    }

    private static void answer(Exchange exchange, Recording recording) throws IOException {
        exchange.json(200, out -> CardJson.writeAudio(out, exchange.call(), recording, exchange.paths()));
    }

    /** With the customer's number in the name of the file, unless that becomes part of a link. */
    private String attachment(Exchange exchange, Recording.Audio audio, boolean inLink) {
        Call call =
                callCards.calls().require(exchange.viewer(), exchange.project(), exchange.call(), Permission.DOWNLOAD);
        var zone = callCards
                .projects()
                .get(exchange.viewer(), exchange.project())
                .settings()
                .timeZone();
        String name = inLink
                ? FileName.withoutNumber(call, zone, audio.contentType())
                : FileName.of(call, zone, audio.contentType());
        return "attachment; filename=\"" + name + "\"";
    }
}
