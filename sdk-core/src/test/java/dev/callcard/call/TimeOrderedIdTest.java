package dev.callcard.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.call.internal.TimeOrderedId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOrderedIdTest {
    @Test
    void idsSortByTimeAsTextAndAsBytes() {
        List<UUID> ids = new ArrayList<>();
        for (String time : List.of(
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.001Z",
                "2026-03-01T12:00:00Z",
                "2026-03-01T12:00:00.001Z",
                "2109-01-01T00:00:00Z",
                "6429-10-17T02:45:55Z")) {
            ids.add(TimeOrderedId.next(Clock.fixed(Instant.parse(time), ZoneOffset.UTC)));
        }

        assertThat(ids).isSortedAccordingTo(Comparator.comparing(UUID::toString));
        assertThat(ids).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(TimeOrderedId.parse(id.toString())).contains(id);
        });
        assertThat(ids.get(2).getMostSignificantBits() >>> 16)
                .isEqualTo(Instant.parse("2026-03-01T12:00:00Z").toEpochMilli());
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(TimeOrderedId.next(clock));
        }

        assertThat(ids).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "018e0000-0000-7000-8000-00000000000",
                "018e0000-0000-7000-8000-0000000000000",
                "018e0000000070008000000000000000",
                "{018e0000-0000-7000-8000-000000000000}",
                " 018e0000-0000-7000-8000-000000000000",
                "018e0000-0000-7000-8000-000000000000\n",
                "018e0000-0000-7000-8000-00000000000g",
                "\uff10\uff118e0000-0000-7000-8000-000000000000",
                "018e0000-0000-7000-8000-0000000000\u0130",
                "../../etc/passwd"
            })
    void textThatIsNoIdIsNone(String text) {
        assertThat(TimeOrderedId.parse(text)).isEmpty();
        assertThat(CallId.parse(text)).isEmpty();
        assertThat(CustomerId.parse(text)).isEmpty();
    }
}
