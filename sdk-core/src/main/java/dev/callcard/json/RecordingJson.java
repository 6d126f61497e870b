package dev.callcard.json;

import dev.callcard.audit.AuditRecord;
import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.Page;
import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.sharing.ShareLink;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what there is to see of recordings, links that share them, and who did what. Stateless. */
public final class RecordingJson {
    private static final double LOUDEST = 255;
    private static final int MOST_DAYS = 36_500;

    private RecordingJson() {}

    /**
     * Writes what there is to see of a recording: some kilobytes, however long it is.
     *
     * @param out where to, in UTF-8; not closed
     * @param analysis what there is to see
     * @param buckets how many peaks of each channel at the most, 1 or more
     */
    public static void writeWaveform(OutputStream out, AudioAnalyzer.Analysis analysis, int buckets) {
        Writer.object(
                out,
                json -> json.millis("durationMs", Optional.of(analysis.duration()))
                        .rows(
                                "channels",
                                analysis.channels().stream()
                                        .map(channel -> peaks(channel.peaks(), buckets))
                                        .toList())
                        .share("speechShare", analysis.speechShare())
                        .shares(
                                "talkShare",
                                analysis.channels().stream()
                                        .map(AudioAnalyzer.Analysis.Channel::talkShare)
                                        .toList()));
    }

    /**
     * Writes the links of a recording.
     *
     * @param out where to, in UTF-8; not closed
     * @param links the links
     */
    public static void writeLinks(OutputStream out, List<ShareLink> links) {
        Writer.object(out, json -> json.objects("items", links, link -> link(json, link)));
    }

    /**
     * Writes a link that was just made.
     *
     * @param out where to, in UTF-8; not closed
     * @param link the link
     * @param url what to hand on: a secret
     */
    public static void writeLink(OutputStream out, ShareLink link, String url) {
        Writer.object(out, json -> {
            json.text("url", url);
            link(json, link);
        });
    }

    /**
     * Reads how long a new link is to live.
     *
     * @param body JSON in UTF-8: {@code {"expiresInDays": 7}}, {@code {"expiresInDays": null}} for as long as the recording, or {@code
     *     {}} for what the project's settings say
     * @return empty for what the settings say; an empty lifetime for as long as the recording
     * @throws IOException if the body could not be read
     * @throws UnreadableJsonException if it is no JSON object
     * @throws InvalidInputException if the number is none of 1 to 36,500
     */
    public static Optional<Optional<Duration>> readLifetime(InputStream body) throws IOException {
        JsonObject object = JsonInput.object(body);
        JsonValue days = object.get("expiresInDays");
        if (days == null) {
            return Optional.empty();
        }
        if (days == JsonValue.NULL) {
            return Optional.of(Optional.empty());
        }
        if (!(days instanceof JsonNumber number)
                || !number.isIntegral()
                || number.longValue() < 1
                || number.bigDecimalValue().longValue() > MOST_DAYS
                || number.bigDecimalValue().precision()
                        > String.valueOf(MOST_DAYS).length()) {
            throw new InvalidInputException("/expiresInDays", "must be a whole number from 1 to " + MOST_DAYS);
        }
        return Optional.of(Optional.of(Duration.ofDays(number.longValue())));
    }

    /**
     * Writes a page of audit records.
     *
     * @param out where to, in UTF-8; not closed
     * @param page the page
     */
    public static void writeAudit(OutputStream out, Page<AuditRecord> page) {
        Writer.object(
                out,
                json -> json.objects(
                                "items",
                                page.items(),
                                record -> json.text("id", record.id().toString())
                                        .instant("at", record.at())
                                        .text("actorId", record.actorId())
                                        .text("actor", record.actor())
                                        .constant("action", record.action())
                                        .text("callId", record.call().map(Object::toString))
                                        .text("customerId", record.customer().map(Object::toString))
                                        .text("detail", record.detail()))
                        .text("next", page.next()));
    }

    static void link(Writer json, ShareLink link) {
        json.text("id", link.id().toString())
                .text("createdBy", link.createdBy())
                .instant("createdAt", link.createdAt())
                .instant("expiresAt", link.expiresAt())
                .number("accessCount", link.accessCount());
    }

    /** The loudest peak of each bucket, so that nothing that can be heard disappears. */
    private static List<Double> peaks(List<Integer> peaks, int buckets) {
        int wanted = Math.min(buckets, peaks.size());
        List<Double> loudest = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            int from = (int) ((long) i * peaks.size() / wanted);
            int to = (int) ((long) (i + 1) * peaks.size() / wanted);
            int most = peaks.subList(from, to).stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
            loudest.add(most / LOUDEST);
        }
        return loudest;
    }
}
