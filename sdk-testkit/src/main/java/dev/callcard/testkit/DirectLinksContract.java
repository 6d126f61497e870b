package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.CallId;
import dev.callcard.call.internal.TimeOrderedId;
import dev.callcard.recording.DirectLinks;
import dev.callcard.recording.RecordingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link DirectLinks} does, seen by somebody who has nothing but the link. */
public interface DirectLinksContract {
    /**
     * The store under test; its {@link DirectLinks} are what is tested.
     *
     * @return an open store that answers links right here, the same one as long as a test runs
     */
    RecordingStore recordingStore();

    /**
     * The ability under test.
     *
     * @return the store itself, unless overridden
     */
    default DirectLinks links() {
        return (DirectLinks) recordingStore();
    }

    @Test
    default void linkShouldGiveTheBytesUnderItsTerms() throws Exception {
        byte[] bytes = "OggS, more or less".getBytes(StandardCharsets.US_ASCII);
        String disposition = "attachment; filename=\"2026-03-02_10-15-00_inbound_442079460958.ogg\"";
        URI link = links().link(put(bytes), terms("audio/ogg", disposition));

        HttpResponse<byte[]> answer = get(link);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("audio/ogg");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue(disposition);
    }

    @Test
    default void linkShouldLeadToTheOrigin() throws Exception {
        URI link = links().link(put(new byte[] {1}), terms("audio/ogg", "inline"));

        URI origin = links().origin();

        assertThat(origin.resolve(link.getRawPath() + "?" + link.getRawQuery())).isEqualTo(link);
        assertThat(origin.getRawPath()).isEmpty();
    }

    @Test
    default void linkShouldGiveRanges() throws Exception {
        byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        URI link = links().link(put(bytes), terms("audio/wav", "inline"));

        HttpResponse<byte[]> answer = get(link, "Range", "bytes=2-4");

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 2, 5));
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes 2-4/10");
    }

    @Test
    default void linkShouldKeepAnOddFileNameInItsHeader() throws Exception {
        String disposition = "attachment; filename=\"a&b=c%0D%0A+#?.ogg\"; filename*=UTF-8''%D0%BA%20%F0%9F%93%9E.ogg";

        HttpResponse<byte[]> answer = get(links().link(put(new byte[] {1}), terms("audio/ogg", disposition)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue(disposition);
    }

    @Test
    default void linkShouldOpenNothingElse() throws Exception {
        RecordingStore.Key key = put(new byte[] {1});
        RecordingStore.Key other = new RecordingStore.Key(key.project(), key.call(), UUID.randomUUID());
        recordingStore().put(other, new ByteArrayInputStream(new byte[] {2}), 1);
        String link = links().link(key, terms("audio/ogg", "inline")).toString();

        String turned = link.replace(key.version().toString(), other.version().toString());
        String retyped = link.replace("audio", "video");

        assertThat(turned).isNotEqualTo(link);
        assertThat(get(URI.create(turned)).statusCode()).isEqualTo(403);
        assertThat(retyped).isNotEqualTo(link);
        assertThat(get(URI.create(retyped)).statusCode()).isEqualTo(403);
    }

    @Test
    default void linkShouldEndWithTheBytes() throws Exception {
        RecordingStore.Key key = put(new byte[] {1});
        URI link = links().link(key, terms("audio/ogg", "inline"));

        recordingStore().delete(key);

        assertThat(get(link).statusCode()).isEqualTo(404);
    }

    private static DirectLinks.Terms terms(String contentType, String disposition) {
        return new DirectLinks.Terms(Duration.ofMinutes(5), contentType, disposition);
    }

    private RecordingStore.Key put(byte[] bytes) throws IOException {
        RecordingStore.Key key = new RecordingStore.Key(
                Tenant.newId(), new CallId(TimeOrderedId.next(Clock.systemUTC())), UUID.randomUUID());
        recordingStore().put(key, new ByteArrayInputStream(bytes), bytes.length);
        return key;
    }

    private static HttpResponse<byte[]> get(URI link, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(link).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
