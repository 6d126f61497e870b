package dev.callcard.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From=%2B442079460958&To=x | From=%2B***58&To=x",
                "\"caller\":\"+44 (20) 7946-0958\" | \"caller\":\"+***58\"",
                "at 2026-03-10 02079460958 | at ***58",
                "2026-03-10T11:00:07Z | 2026-03-10T11:00:07Z",
                "2026-03-10 11:00:07 | 2026-03-10 11:00:07",
                "ext 2107, 60 s | ext 2107, 60 s",
                "url=https://pbx.example/r?token=ab%2Fcd&x=1 | url=https://pbx.example/r?token=***&x=1",
                "{\"apiKey\":\"abc\",\"secret\": \"def\"} | {\"apiKey\":\"***\",\"secret\": \"***\"}",
                "Signature=abc= | Signature=***"
            })
    void numbersAndSecretsShouldGoAndTheRestStay(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }
}
