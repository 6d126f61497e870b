package dev.callcard.recording.ogg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes files into pages and gives changed pages right checksums; written apart from what it tests. */
final class Seals {
    private static final int HEADER = 27;

    private Seals() {}

    static List<byte[]> pages(byte[] file) {
        List<byte[]> pages = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            int length = length(file, at);
            pages.add(Arrays.copyOfRange(file, at, at + length));
            at += length;
        }
        return pages;
    }

    /** Writes the right checksum into every page of a file that may be damaged. */
    static void sealAll(byte[] file) {
        int at = 0;
        while (at + HEADER <= file.length && file[at] == 'O') {
            int length = length(file, at);
            if (at + length > file.length) {
                return;
            }
            seal(file, at, length);
            at += length;
        }
    }

    /** Writes the right checksum into a page. */
    static void seal(byte[] page) {
        seal(page, 0, page.length);
    }

    private static int length(byte[] file, int at) {
        int segments = file[at + HEADER - 1] & 0xff;
        int length = HEADER + segments;
        for (int i = 0; i < segments && at + HEADER + i < file.length; i++) {
            length += file[at + HEADER + i] & 0xff;
        }
        return length;
    }

    private static void seal(byte[] file, int at, int length) {
        Arrays.fill(file, at + 22, at + 26, (byte) 0);
        int crc = 0;
        for (int i = at; i < at + length; i++) {
            crc ^= (file[i] & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
            }
        }
        for (int i = 0; i < 4; i++) {
            file[at + 22 + i] = (byte) (crc >>> 8 * i);
        }
    }
}
