package dev.callcard.testkit.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Audio as telephone systems make it: a tone, 8,000 samples a second, 16 bits, one channel. */
final class Tone {
    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final double PITCH = 440;
    private static final int LOUDNESS = 8_000;

    private Tone() {}

    static byte[] wav(int seconds) {
        int length = seconds * RATE * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + length).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE)
                .putInt(RATE * Short.BYTES)
                .putShort((short) Short.BYTES)
                .putShort((short) 16);
        wav.put(ascii("data")).putInt(length);
        for (int i = 0; i < seconds * RATE; i++) {
            wav.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * PITCH * i / RATE)));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
