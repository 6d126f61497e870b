package dev.callcard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.error.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogFilterTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void periodThatNoStoreCanHoldIsRefused() {
        for (Instant far : new Instant[] {Instant.MIN, Instant.MAX, Instant.parse("+10000-01-01T00:00:00Z")}) {
            assertThatThrownBy(() -> LogFilter.builder().from(far).build()).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> LogFilter.builder().to(far).build()).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void periodMayBeEmptyButNotReversed() {
        assertThat(LogFilter.builder().from(NOON).to(NOON).build().from()).contains(NOON);
        assertThatThrownBy(() ->
                        LogFilter.builder().from(NOON).to(NOON.minusNanos(1)).build())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void ratingIsOneToFive() {
        assertThat(LogFilter.builder().rating(5).build().rating()).hasValue(5);
        assertThatThrownBy(() -> LogFilter.builder().rating(0).build()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> LogFilter.builder().rating(6).build()).isInstanceOf(InvalidInputException.class);
    }
}
