package dev.callcard.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What was made faster than the platform's says the same. */
class WriterPartsProperties {
    @Property(tries = 2_000)
    void instantsReadAsThePlatformWritesThem(
            @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        for (int fraction : new int[] {nano, nano / 1_000 * 1_000, nano / 1_000_000 * 1_000_000, 0}) {
            Instant at = Instant.ofEpochSecond(second, fraction);
            assertThat(InstantText.of(at)).isEqualTo(at.toString());
        }
    }

    @Example
    void instantsAtTheEdgesToo() {
        for (Instant at : List.of(
                Instant.EPOCH,
                Instant.EPOCH.minusNanos(1),
                Instant.MIN,
                Instant.MAX,
                Instant.parse("2024-02-29T23:59:59.999999999Z"),
                Instant.parse("9999-12-31T23:59:59.001Z"),
                Instant.parse("9999-12-31T23:59:59.999999999Z").plusNanos(1))) {
            assertThat(InstantText.of(at)).isEqualTo(at.toString());
        }
    }

    @Property(tries = 500)
    void textsAreEncodedAsThePlatformDoes(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 5_000) int piece) throws IOException {
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        write(new Utf8Writer(ours), text, piece);
        write(new OutputStreamWriter(theirs, StandardCharsets.UTF_8), text, piece);
        assertThat(ours.toByteArray()).isEqualTo(theirs.toByteArray());
    }

    @Provide
    Arbitrary<String> texts() {
        // Plain runs, Cyrillic, pairs and lone halves of pairs, to and over the size of the buffer.
        Arbitrary<String> part = Arbitraries.of(
                "a plain run of text",
                "x".repeat(4_095),
                "\"\\\u007f\u0080\u07ff\u0800\uffff",
                "Київ",
                "\ud83d\ude00",
                "\ud83d",
                "\ude00");
        return part.list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    private static void write(Writer writer, String text, int piece) throws IOException {
        try (writer) {
            char[] chars = text.toCharArray();
            for (int i = 0; i < chars.length; i += piece) {
                writer.write(chars, i, Math.min(piece, chars.length - i));
            }
        }
    }
}
