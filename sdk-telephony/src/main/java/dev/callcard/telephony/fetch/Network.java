package dev.callcard.telephony.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
final class Network {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    static Network of(String text) {
        int slash = text.indexOf('/');
        byte[] prefix = slash < 0
                ? new byte[0]
                : address(text.substring(0, slash)).map(InetAddress::getAddress).orElse(new byte[0]);
        String bits = text.substring(slash + 1);
        if (prefix.length == 0 || !bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > prefix.length * 8) {
            throw new IllegalArgumentException("a network is an address, a slash and the number of bits that count");
        }
        return new Network(prefix, Integer.parseInt(bits));
    }

    /**
     * Reads an address in its one plain form; nothing is looked up. Other spellings of IPv4, with fewer parts or in octal
     * or hexadecimal, are read differently by different libraries and not at all by this one.
     */
    static Optional<InetAddress> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        int whole = bits / 8;
        int rest = bits % 8;
        if (bytes.length != prefix.length || !Arrays.equals(bytes, 0, whole, prefix, 0, whole)) {
            return false;
        }
        return rest == 0 || (bytes[whole] & 0xff) >> (8 - rest) == (prefix[whole] & 0xff) >> (8 - rest);
    }
}
