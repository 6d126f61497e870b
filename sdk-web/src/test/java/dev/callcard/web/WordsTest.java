package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.recording.Recording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0:00",
        "999, 0:00",
        "1000, 0:01",
        "67000, 1:07",
        "3599000, 59:59",
        "3722000, 1:02:02",
        "360000000, 100:00:00"
    })
    void durationsShouldRead(long millis, String words) {
        assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void timesShouldBeThoseOfTheProject() {
        Words words = new Words(ZoneId.of("Europe/London"));
        assertThat(words.time(Instant.parse("2026-07-01T23:30:05Z"))).isEqualTo("2 Jul 2026, 00:30:05");
    }

    @Test
    void urlsShouldBeCutInTheirMiddle() {
        assertThat(Words.shorten("https://a.example/b")).isEqualTo("a.example/b");
        String shortened = Words.shorten("https://a.example/" + "x".repeat(100) + "/the-end-of-it");
        assertThat(shortened)
                .hasSize(55)
                .startsWith("a.example/xxx")
                .contains("…")
                .endsWith("/the-end-of-it");
        String emoji = "\ud83d\udc4d".repeat(60);
        assertThat(Words.shorten("x" + emoji).codePoints()).noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        assertThat(Words.shorten(emoji).codePoints()).noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    @Test
    void everyConstantShouldHaveItsWord() {
        assertThat(Stream.of(
                                Arrays.stream(Outcome.values()).map(Words::outcome),
                                Arrays.stream(Call.Type.values()).map(Words::type),
                                Arrays.stream(Call.Qualification.values()).map(Words::qualification),
                                Arrays.stream(Recording.State.values()).map(Words::state))
                        .flatMap(words -> words))
                .allMatch(word -> word.matches("[A-Z][a-z ,A-Z.]+"))
                .doesNotHaveDuplicates();
    }
}
