package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer;
import java.io.IOException;
import java.io.InputStream;

/**
 * Listens to Ogg Vorbis files of one stream. A file that was cut off is listened to as far as it goes, and said to be incomplete; one that is
 * damaged, or holds several streams, is refused rather than shown wrongly. Needs JOrbis ({@code com.googlecode.soundlibs:jorbis}) on the class
 * path; its way of decoding lets a process decode one packet at a time, so that more threads are not faster. Stateless and thread-safe.
 */
public final class OggVorbisAnalyzer implements AudioAnalyzer {
    /** An analyzer. */
    public OggVorbisAnalyzer() {}

    /**
     * Listens to a whole recording. One that is longer than a day of stereo at 48 kHz is refused.
     *
     * @throws IllegalStateException if JOrbis is not on the class path
     */
    @Override
    public AudioAnalyzer.Analysis analyze(InputStream bytes) throws IOException {
        Loudness loudness = new Loudness();
        try {
            boolean complete = new VorbisDecoder(loudness).decode(bytes);
            return loudness.analysis(complete);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "com.googlecode.soundlibs:jorbis must be on the class path to decode Vorbis", e);
        }
    }
}
