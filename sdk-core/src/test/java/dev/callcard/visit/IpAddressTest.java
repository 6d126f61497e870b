package dev.callcard.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.project.ProjectSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @Test
    void storedShouldKeepWhatTheProjectWants() {
        assertThat(IpAddress.stored("203.0.113.77", ProjectSettings.IpStorage.FULL))
                .contains("203.0.113.77");
        assertThat(IpAddress.stored("203.0.113.77", ProjectSettings.IpStorage.TRUNCATED))
                .contains("203.0.113.0");
        assertThat(IpAddress.stored("203.0.113.77", ProjectSettings.IpStorage.NONE))
                .isEmpty();
        assertThat(IpAddress.stored("2001:db8:85a3:1:2:8a2e:370:7334", ProjectSettings.IpStorage.TRUNCATED))
                .contains("2001:db8:85a3:0:0:0:0:0");
        assertThat(IpAddress.stored("::ffff:203.0.113.77", ProjectSettings.IpStorage.TRUNCATED))
                .contains("203.0.113.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "999.1.1.1",
                "1.2.3",
                "2130706433",
                "fe80::1%eth0",
                ":::",
                "1.2.3.4 "
            })
    void namesAndNonsenseShouldBeNoAddresses(String text) {
        assertThat(IpAddress.isValid(text)).isFalse();
    }
}
