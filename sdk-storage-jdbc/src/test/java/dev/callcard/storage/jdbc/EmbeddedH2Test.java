package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An H2 that forgets what it acknowledged is refused where that matters. */
class EmbeddedH2Test {
    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:h2:file:/data/callcard", "jdbc:h2:tcp://localhost/callcard", "jdbc:h2:/data/callcard"})
    void forgetfulReleaseShouldBeRefusedInFiles(String url) {
        assertThatThrownBy(() -> EmbeddedH2.checkVersion("2.5.252 (2026-05-01)", url))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use 2.4.240")
                .hasMessageNotContaining("/data");
    }

    @ParameterizedTest
    @CsvSource({"2.4.240 (2025-09-22), jdbc:h2:file:/data/callcard", "2.5.252, jdbc:h2:mem:callcard"})
    void othersShouldBeTaken(String version, String url) {
        assertThatCode(() -> EmbeddedH2.checkVersion(version, url)).doesNotThrowAnyException();
    }
}
