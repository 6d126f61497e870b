package dev.callcard.recording;

import java.io.IOException;
import java.io.InputStream;

/**
 * Port: listens to a recording so that people can see it. Implementations are safe for use by many threads, and need no more
 * memory for a long recording than for a short one.
 */
public interface AudioAnalyzer {
    /**
     * Listens to a whole recording.
     *
     * @param bytes the recording; read to the end, not closed
     * @return what there is to see
     * @throws UnreadableAudioException if it cannot be decoded
     * @throws IOException if the bytes could not be read
     */
    AudioAnalysis analyze(InputStream bytes) throws IOException;
}
