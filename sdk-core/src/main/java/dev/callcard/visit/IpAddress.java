package dev.callcard.visit;

import dev.callcard.project.ProjectSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses, without ever asking a name server. */
final class IpAddress {
    // Only what can be a literal reaches the platform's parser, which would look anything else up.
    private static final Pattern V4 = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final int V4_NETWORK_BYTES = 3;
    private static final int V6_NETWORK_BYTES = 6;

    private IpAddress() {}

    static boolean isValid(String text) {
        return bytes(text).isPresent();
    }

    /** The address as a project wants it stored. */
    static Optional<String> stored(String text, ProjectSettings.IpStorage mode) {
        return switch (mode) {
            case FULL -> bytes(text).map(IpAddress::text);
            case TRUNCATED -> bytes(text).map(IpAddress::network).map(IpAddress::text);
            case NONE -> Optional.empty();
        };
    }

    private static byte[] network(byte[] address) {
        byte[] network = new byte[address.length];
        int kept = address.length == 4 ? V4_NETWORK_BYTES : V6_NETWORK_BYTES;
        System.arraycopy(address, 0, network, 0, kept);
        return network;
    }

    private static Optional<byte[]> bytes(String text) {
        boolean literal = V4.matcher(text).matches()
                || (text.indexOf(':') >= 0 && V6.matcher(text).matches());
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
