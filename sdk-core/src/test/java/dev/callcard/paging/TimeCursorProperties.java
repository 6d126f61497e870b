package dev.callcard.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.InvalidInputException;
import dev.callcard.paging.internal.TimeCursor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimeCursorProperties {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9998-12-31T23:59:59Z");

    @Property(tries = 1_000)
    void cursorReadsBackTheSame(
            @ForAll @LongRange(min = 0, max = 253_000_000_000_000_000L) long micros,
            @ForAll long high,
            @ForAll long low) {
        TimeCursor cursor = new TimeCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(high, low));

        assertThat(TimeCursor.decode(cursor.encode())).isEqualTo(cursor);
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]{32}");
    }

    @Example
    void timesAtTheEdgeReadBack() {
        for (Instant at : List.of(EARLIEST, LATEST)) {
            TimeCursor cursor = new TimeCursor(at, new UUID(0, 0));
            assertThat(TimeCursor.decode(cursor.encode())).isEqualTo(cursor);
        }
    }

    @Property(tries = 1_000)
    void garbageIsRefusedOrIsACursor(@ForAll String text) {
        try {
            TimeCursor cursor = TimeCursor.decode(text);
            assertThat(TimeCursor.decode(cursor.encode())).isEqualTo(cursor);
        } catch (InvalidInputException e) {
            assertThat(e.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.pointer()).isEqualTo("/cursor"));
        }
    }

    @Property(tries = 1_000)
    void timeThatNoStoreCanHoldIsRefused(@ForAll long micros) {
        String text = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(24).putLong(micros).array());
        Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        if (at.isBefore(Instant.parse("0001-01-01T00:00:00Z")) || at.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
            assertThatThrownBy(() -> TimeCursor.decode(text)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Example
    void otherLengthsAreRefused() {
        String text = new TimeCursor(LATEST, new UUID(1, 2)).encode();
        for (String bad : List.of(
                "",
                text.substring(1),
                text + "A",
                text + "AAAA",
                text + "=",
                text + " ",
                text.replace(text.charAt(0), '+'),
                "now",
                "0")) {
            assertThatThrownBy(() -> TimeCursor.decode(bad)).as(bad).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> PageRequest.first(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PageRequest.first(501)).isInstanceOf(InvalidInputException.class);
        assertThat(PageRequest.first(500).limit()).isEqualTo(500);
    }
}
