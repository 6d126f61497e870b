package dev.callcard.recording.ogg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Some sentences by espeak-ng, spoken again and again. */
final class Speech {
    static final Speech NONE = new Speech(ShortBuffer.allocate(1));

    private static final int RATE = 22_050;
    private static final int HEADER = 44;
    private static final String TEXT = "Good morning, you have reached the sales department. How can I help you? "
            + "I ordered three chairs on Monday, and only two of them arrived.";

    private static @Nullable Speech spoken;

    private final ShortBuffer samples;

    private Speech(ShortBuffer samples) {
        this.samples = samples;
    }

    static synchronized Speech spoken() throws IOException, InterruptedException {
        if (spoken == null) {
            Path wav = Files.createTempFile("speech", ".wav");
            try {
                Sound.run("espeak-ng", "-v", "en", "-w", wav.toString(), TEXT);
                byte[] file = Files.readAllBytes(wav);
                spoken = new Speech(ByteBuffer.wrap(file, HEADER, file.length - HEADER)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer());
            } finally {
                Files.delete(wav);
            }
        }
        return spoken;
    }

    /** What is heard at a sample of a recording, from -1 to 1; the sides do not speak at once all the time. */
    double value(int at, int rate, int channel) {
        long own = (long) at * RATE / rate + (long) channel * samples.limit() / 2;
        return samples.get((int) (own % samples.limit())) / 32_768.0;
    }
}
