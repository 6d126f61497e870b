package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private final Networks none = new Networks(List.of());

    // The first and the last of each closed range, and their open neighbours.
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255, , 1.0.0.0",
        "10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0",
        "127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0",
        "169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0",
        "172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
        "192.0.0.0, 192.0.0.255, 191.255.255.255, 192.0.1.0",
        "192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
        "192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0",
        "192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0",
        "198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0",
        "198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0",
        "203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0",
        "224.0.0.0, 255.255.255.255, 223.255.255.255,",
        "168.63.129.16, 168.63.129.16, 168.63.129.15, 168.63.129.17",
        "::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , 2000::",
        "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3ffe:ffff::, 3fff:1000::",
        "4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:ffff::,",
    })
    void specialNetworksAreClosedToTheirEnds(String first, String last, String before, String after) {
        assertThat(open(first)).as(first).isFalse();
        assertThat(open(last)).as(last).isFalse();
        Stream.of(before, after)
                .filter(neighbour -> neighbour != null)
                .forEach(neighbour -> assertThat(open(neighbour)).as(neighbour).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "100::1",
                "64:ff9b::7f00:1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2001:0:808:808::",
                "5f00::1"
            })
    void addressesOfVersionSixHideNothing(String address) {
        assertThat(open(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"})
    void theInternetIsOpen(String address) {
        assertThat(open(address)).isTrue();
    }

    @Test
    void whatTheHostNamesIsOpenAndNothingElse() {
        Networks some = new Networks(List.of(Network.of("10.1.2.128/25"), Network.of("fd00::/8")));

        assertThat(List.of("10.1.2.128", "10.1.2.255", "fdff::1", "64:ff9b::10.1.2.200", "8.8.8.8"))
                .allMatch(address -> some.open(Network.address(address).orElseThrow()));
        assertThat(List.of("10.1.2.127", "10.1.3.128", "127.0.0.1", "fc00::1", "64:ff9b::10.1.2.1"))
                .noneMatch(address -> some.open(Network.address(address).orElseThrow()));
        assertThat(new Networks(List.of(Network.of("0.0.0.0/0")))
                        .open(Network.address("127.0.0.1").orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "::/129",
                "10.0.0/8",
                "010.0.0.0/8",
                "localhost/8",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "/8"
            })
    void aNetworkHasOneForm(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"256.1.1.1", "1.1.1", "1", "0x7f.0.0.1", "01.1.1.1", "::g", ":::", "1:2:3", "fe80::1%eth0", ":"})
    void anAddressHasOneForm(String text) {
        assertThat(Network.address(text)).isEmpty();
    }

    private boolean open(String address) {
        return none.open(Network.address(address).orElseThrow());
    }
}
