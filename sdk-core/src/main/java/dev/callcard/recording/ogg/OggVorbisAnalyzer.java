package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer;
import java.io.IOException;
import java.io.InputStream;

/**
 * Listens to Ogg Vorbis files of one stream. A file that was cut off is listened to as far as it goes, and said to be incomplete; one that is
 * damaged, or holds several streams, is refused rather than shown wrongly. Needs JOrbis ({@code com.googlecode.soundlibs:jorbis}) on the class
 * path. Stateless and thread-safe.
 */
public final class OggVorbisAnalyzer implements AudioAnalyzer {
    /** An analyzer. */
    public OggVorbisAnalyzer() {}

    @Override
    public AudioAnalyzer.Analysis analyze(InputStream bytes) throws IOException {
        Loudness loudness = new Loudness();
        boolean complete = new VorbisDecoder(loudness).decode(bytes);
        return loudness.analysis(complete);
    }
}
