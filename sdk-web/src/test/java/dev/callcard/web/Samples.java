package dev.callcard.web;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Calls, visits and audio to look at. */
final class Samples {
    static final String NUMBER = "+442079460958";

    private Samples() {}

    /** Reports one answered call of {@link #NUMBER} that came from a visit, and gives its id. */
    static String call(World world) {
        visits(world);
        return report(world, "call-1", "17", "2026-11-20T10:04:12.250Z");
    }

    /** Reports an answered call at some time, and gives its id. */
    static String report(World world, String providerCallId, String agent, String startedAt) {
        return world.integration()
                .json("POST", World.API + "/calls", """
                        {"provider": "asterisk", "account": "pbx-london", "providerCallId": "%s", "type": "INBOUND",
                         "startedAt": "%s", "answeredAt": "%s", "endedAt": "%s", "caller": "020 7946 0958",
                         "destination": "+442079460123", "agent": {"id": "%s", "name": "Priya Shah", "number": "204"},
                         "outcome": "ANSWERED", "visitorId": "v-1"}""".formatted(
                                providerCallId, startedAt, plus(startedAt, 7_500), plus(startedAt, 189_750), agent))
                .is(200)
                .json()
                .at("/results/0/id")
                .asText();
    }

    /** Two visits of the visitor who called: one from an advertisement, one from a search engine. */
    static void visits(World world) {
        world.integration().json("POST", World.API + "/visit-events", """
                        [{"eventId": "e1", "visitorId": "v-1", "type": "pageView", "at": "2026-11-12T18:20:05Z",
                          "url": "https://www.northgate.example/", "title": "Northgate Windows",
                          "referrer": "https://www.google.com/", "userAgent": "iPhone", "ip": "203.0.113.42"},
                         {"eventId": "e2", "visitorId": "v-1", "type": "pageView", "at": "2026-11-12T18:21:09Z",
                          "url": "https://www.northgate.example/prices", "title": "Prices"},
                         {"eventId": "e3", "visitorId": "v-1", "type": "pageView", "at": "2026-11-20T10:01:40Z",
                          "url": "https://www.northgate.example/sash-windows?utm_source=google&utm_medium=cpc&utm_campaign=autumn-offer&utm_term=sash+window&utm_content=ad-3&gclid=Cj0K",
                          "title": "Sash windows", "referrer": "https://www.google.com/", "userAgent": "Chrome",
                          "ip": "203.0.113.42"},
                         {"eventId": "e4", "visitorId": "v-1", "type": "pageView", "at": "2026-11-20T10:03:12Z",
                          "url": "https://www.northgate.example/prices", "title": "Prices"},
                         {"eventId": "e5", "visitorId": "v-1", "type": "heartbeat", "at": "2026-11-20T10:04:27Z"}]""").is(200);
    }

    /** Gives a call a recording of some length. */
    static byte[] recording(World world, String call, int bytes) {
        byte[] audio = wav(bytes);
        world.integration()
                .with("Content-Type", "audio/wav")
                .send("POST", World.API + "/calls/" + call + "/recording", BodyPublishers.ofByteArray(audio))
                .is(201);
        return audio;
    }

    /** A WAV file of some length whose bytes tell their place. */
    static byte[] wav(int bytes) {
        ByteBuffer file = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(bytes - 8).put(ascii("WAVEfmt "));
        file.putInt(16).putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000);
        file.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(bytes - 44);
        while (file.hasRemaining()) {
            file.put((byte) (file.position() * 31 + file.position() / 256));
        }
        return file.array();
    }

    /** The first page of an Ogg Vorbis file, which is enough to be one. */
    static byte[] ogg() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer page = ByteBuffer.allocate(28 + 30).order(ByteOrder.LITTLE_ENDIAN);
        page.put(ascii("OggS"))
                .put((byte) 0)
                .put((byte) 2)
                .putLong(8_000)
                .putInt(7)
                .putInt(0)
                .putInt(0);
        page.put((byte) 1)
                .put((byte) 30)
                .put((byte) 1)
                .put(ascii("vorbis"))
                .putInt(0)
                .put((byte) 1)
                .putInt(8_000);
        out.writeBytes(page.array());
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String plus(String instant, long millis) {
        return Instant.parse(instant).plusMillis(millis).toString();
    }
}
