package dev.callcard.telephony.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges addresses: those of the public Internet are open, all others only if the host named their network. */
final class Networks {
    // The IANA registries of special-purpose addresses, without what lies outside of 2000::/3 anyway.
    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // In no registry: Azure answers here to its own machines.
            "168.63.129.16/32",
            // With Teredo, by which no provider is reached.
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");

    private static final Network PUBLIC_V6 = Network.of("2000::/3");
    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    private final List<Network> allowed;

    Networks(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean open(InetAddress address) {
        if (contains(allowed, address)) {
            return true;
        }
        Optional<InetAddress> embedded = embedded(address);
        if (embedded.isPresent()) {
            return open(embedded.get());
        }
        return (address instanceof Inet4Address || PUBLIC_V6.contains(address)) && !contains(SPECIAL, address);
    }

    /** The IPv4 address to which a gateway on the way turns an IPv6 address. The JDK itself unwraps {@code ::ffff:0:0/96}. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        int at = NAT64.contains(address) ? 12 : SIX_TO_FOUR.contains(address) ? 2 : -1;
        if (at < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), at, at + 4)));
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // four bytes are an address
        }
    }

    private static boolean contains(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }
}
