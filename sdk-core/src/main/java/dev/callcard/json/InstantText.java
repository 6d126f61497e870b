package dev.callcard.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** The text of an instant, as {@link Instant#toString()} gives it, for less: a card has hundreds of them. */
final class InstantText {
    private static final int DAY = 86_400;
    private static final int LENGTH = "2026-03-01T12:00:00.000000000Z".length();
    private static final long END = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private InstantText() {}

    static String of(Instant at) {
        long epochSecond = at.getEpochSecond();
        if (epochSecond < 0 || epochSecond >= END) {
            return at.toString();
        }
        byte[] text = new byte[LENGTH];
        LocalDate date = LocalDate.ofEpochDay(epochSecond / DAY);
        int second = (int) (epochSecond % DAY);
        two(text, 0, date.getYear() / 100, '-');
        two(text, 2, date.getYear() % 100, '-');
        two(text, 5, date.getMonthValue(), '-');
        two(text, 8, date.getDayOfMonth(), 'T');
        two(text, 11, second / 3_600, ':');
        two(text, 14, second / 60 % 60, ':');
        two(text, 17, second % 60, 'Z');
        int length = at.getNano() == 0 ? 20 : fraction(text, at.getNano());
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Two digits and what follows. */
    private static void two(byte[] text, int at, int number, char next) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
        text[at + 2] = (byte) next;
    }

    /** Three, six or nine digits, as many as are needed. Gives the length of the text. */
    private static int fraction(byte[] text, int nano) {
        int digits = nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : 9;
        int rest = digits == 3 ? nano / 1_000_000 : digits == 6 ? nano / 1_000 : nano;
        text[19] = '.';
        text[20 + digits] = 'Z';
        for (int i = 19 + digits; i > 19; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return 21 + digits;
    }
}
