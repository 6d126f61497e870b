package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.Call;
import dev.callcard.call.Outcome;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.visit.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PackedTest {
    private static final String[] TYPES = {"INBOUND", "OUTBOUND", "CALLBACK", "INTERNAL"};
    private static final String[] ORIGINS = {"WEBHOOK", "POLL", "API", "IMPORT", "MANUAL"};
    private static final String[] OUTCOMES = {
        "ANSWERED",
        "VOICEMAIL",
        "IN_PROGRESS",
        "BUSY",
        "NO_ANSWER",
        "CLIENT_NO_ANSWER",
        "CANCELED",
        "WRONG_EXTENSION",
        "NO_EXTENSION",
        "FORBIDDEN_DESTINATION",
        "ROUTING_FAILED",
        "FAILED",
        "UNKNOWN"
    };
    private static final String[] KINDS = {"E164", "SHORT", "SIP", "ANONYMOUS", "INVALID"};
    private static final String[] CHANNELS = {"CAMPAIGN", "SEARCH", "SOCIAL", "WEBSITE", "DIRECT"};

    @Property(tries = 300)
    void numbersAndTextsShouldComeBack(@ForAll long number, @ForAll List<String> texts) {
        UUID id = new UUID(number, ~number);
        Packed.Writer out = new Packed.Writer().number(number).id(id).list(texts, Packed.Writer::next);
        out.text(Optional.of("\ud83d\ude00")).text(Optional.empty()).flag(true);
        Packed.Reader in = new Packed.Reader(out.bytes());
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.id()).isEqualTo(id);
        List<String> read = in.list(Packed.Reader::next);
        assertThat(read).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            // Half a surrogate pair has no UTF-8 and never gets this far.
            if (!texts.get(i)
                    .codePoints()
                    .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                assertThat(read.get(i)).isEqualTo(texts.get(i));
            }
        }
        assertThat(in.optionalText()).contains("\ud83d\ude00");
        assertThat(in.optionalText()).isEmpty();
        assertThat(in.flag()).isTrue();
    }

    @Property(tries = 200)
    void textsThatShareTheirBeginningShouldComeBack(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(50); i >= 0; i--) {
            texts.add("https://shop.example/\u0416\ud83d\ude00\u00fc".substring(0, 20)
                    + "\u0416\u0417".repeat(random.nextInt(3))
                    + random.nextInt(3));
        }
        Packed.Writer out = new Packed.Writer().list(texts, Packed.Writer::next);
        assertThat(new Packed.Reader(out.bytes()).list(Packed.Reader::next)).isEqualTo(texts);
    }

    /** Rows hold their numbers: a constant that is moved or taken away would give old rows another meaning. */
    @Test
    void constantsShouldKeepTheirNumbers() {
        assertThat(Call.Type.values()).extracting(Enum::name).startsWith(TYPES);
        assertThat(Call.Origin.values()).extracting(Enum::name).startsWith(ORIGINS);
        assertThat(Outcome.values()).extracting(Enum::name).startsWith(OUTCOMES);
        assertThat(PhoneNumber.Kind.values()).extracting(Enum::name).startsWith(KINDS);
        assertThat(Source.Channel.values()).extracting(Enum::name).startsWith(CHANNELS);
    }

    @Test
    void timesShouldKeepTheirMicroseconds() {
        List<Instant> instants = List.of(
                Instant.parse("0001-01-01T00:00:00Z"), Instant.EPOCH, Instant.parse("9998-12-31T23:59:59.999999Z"));
        List<Duration> durations = List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(400_000));
        Packed.Writer out =
                new Packed.Writer().list(instants, Packed.Writer::instant).list(durations, Packed.Writer::duration);
        Packed.Reader in = new Packed.Reader(out.bytes());
        assertThat(in.list(Packed.Reader::instant)).isEqualTo(instants);
        assertThat(in.list(Packed.Reader::duration)).isEqualTo(durations);
    }

    @Test
    void theOrderOfConstantsIsPartOfTheForm() {
        assertThat(Call.Type.values())
                .startsWith(Call.Type.INBOUND, Call.Type.OUTBOUND, Call.Type.CALLBACK, Call.Type.INTERNAL);
        assertThat(Call.Origin.values())
                .startsWith(
                        Call.Origin.WEBHOOK, Call.Origin.POLL, Call.Origin.API, Call.Origin.IMPORT, Call.Origin.MANUAL);
        assertThat(Outcome.values())
                .startsWith(
                        Outcome.ANSWERED,
                        Outcome.VOICEMAIL,
                        Outcome.IN_PROGRESS,
                        Outcome.BUSY,
                        Outcome.NO_ANSWER,
                        Outcome.CLIENT_NO_ANSWER,
                        Outcome.CANCELED,
                        Outcome.WRONG_EXTENSION,
                        Outcome.NO_EXTENSION,
                        Outcome.FORBIDDEN_DESTINATION,
                        Outcome.ROUTING_FAILED,
                        Outcome.FAILED,
                        Outcome.UNKNOWN);
        assertThat(PhoneNumber.Kind.values())
                .startsWith(
                        PhoneNumber.Kind.E164,
                        PhoneNumber.Kind.SHORT,
                        PhoneNumber.Kind.SIP,
                        PhoneNumber.Kind.ANONYMOUS,
                        PhoneNumber.Kind.INVALID);
        assertThat(Source.Channel.values())
                .startsWith(
                        Source.Channel.CAMPAIGN,
                        Source.Channel.SEARCH,
                        Source.Channel.SOCIAL,
                        Source.Channel.WEBSITE,
                        Source.Channel.DIRECT);
    }
}
