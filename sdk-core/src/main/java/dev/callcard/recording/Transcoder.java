package dev.callcard.recording;

import java.io.IOException;
import java.nio.file.Path;

/** Port: makes Ogg Vorbis of what telephony records in other forms. Implementations are safe for use by many threads. */
public interface Transcoder {
    /**
     * Makes Ogg Vorbis of a WAV or MP3 file. Channels stay apart: in a call each is one side of it.
     *
     * @param from the recording
     * @param to where the Ogg file goes; it is there if, and only if, this method returns
     * @throws AudioAnalyzer.UnreadableAudioException if the recording is neither, is damaged, or takes too long or too much room
     * @throws IOException if a file could not be read or written, or the program that does the work could not be started
     */
    void toOgg(Path from, Path to) throws IOException;
}
