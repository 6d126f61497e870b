package dev.callcard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.callcard.call.CallId;
import dev.callcard.project.ProjectId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingKeyTest {
    private static final UUID CALL = UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91");
    private static final UUID VERSION = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    private static final String PATH = "p-shop/91/" + CALL + "_" + VERSION + ".audio";

    @Test
    void pathShouldLeadBackToTheKey() {
        RecordingStore.Key key = new RecordingStore.Key(ProjectId.of("shop"), new CallId(CALL), VERSION);

        assertThat(key.path()).isEqualTo(PATH);
        assertThat(RecordingStore.Key.ofPath(PATH)).hasValue(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/" + "p-shop/91/x.audio",
                "p-shop/92/0190163d-8694-739b-aea5-966c26f8ad91_123e4567-e89b-12d3-a456-426614174000.audio",
                "p-api/91/0190163d-8694-739b-aea5-966c26f8ad91_123e4567-e89b-12d3-a456-426614174000.audio",
                "p-shop/91/0190163D-8694-739B-AEA5-966C26F8AD91_123e4567-e89b-12d3-a456-426614174000.audio",
                "p-shop/91/------------------------------------_123e4567-e89b-12d3-a456-426614174000.audio",
                "p-shop/91/0190163d-8694-739b-aea5-966c26f8ad91_123e4567-e89b-12d3-a456-426614174000.audio.part",
                "p-../91/0190163d-8694-739b-aea5-966c26f8ad91_123e4567-e89b-12d3-a456-426614174000.audio"
            })
    void otherPathsShouldLeadNowhere(String path) {
        assertThat(RecordingStore.Key.ofPath(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "audio/", "audio/ogg\r\nX: y", "audio/ogg; codecs=a b", "image/svg+xml", ""})
    void termsOfALinkShouldNameAudioOnly(String contentType) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectLinks.Terms(Duration.ofMinutes(5), contentType, "inline"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "inlined", "attachment; filename=\"a\r\nX: y\"", "attachment; filename=\"каталог\""})
    void termsOfALinkShouldHaveAHarmlessDisposition(String disposition) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectLinks.Terms(Duration.ofMinutes(5), "audio/ogg", disposition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT-1S", "PT12H0.001S"})
    void termsOfALinkShouldBeShort(Duration lifetime) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DirectLinks.Terms(lifetime, "audio/ogg", "inline"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"audio/ogg", "audio/ogg; codecs=opus", "audio/wav", "audio/mpeg", "audio/ogg; codecs=\"vorbis\""
            })
    void termsOfALinkShouldTakeEveryKindOfAudio(String contentType) {
        assertThat(new DirectLinks.Terms(Duration.ofHours(12), contentType, "attachment; filename=\"a.ogg\""))
                .isNotNull();
    }
}
