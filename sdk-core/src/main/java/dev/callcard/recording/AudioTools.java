package dev.callcard.recording;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Who does what with audio.
 *
 * @param transcoder makes Ogg Vorbis of WAV and MP3; without one, they are kept as they are
 * @param analyzer listens, so that recordings can be drawn; without one, they are not
 * @param fetcher gets recordings from where reports say they are; without one, the host hands them in
 * @param folder keeps what was fetched in part, so that it can be gone on with after a restart; of this process alone, and made when
 *     it is needed; empty for a new folder among the system's temporary ones
 */
public record AudioTools(
        Optional<Transcoder> transcoder,
        Optional<AudioAnalyzer> analyzer,
        Optional<AudioFetcher> fetcher,
        Optional<Path> folder) {
    /** Nobody does anything. */
    public static final AudioTools NONE =
            new AudioTools(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that all parts are there. */
    public AudioTools {
        Objects.requireNonNull(transcoder, "transcoder");
        Objects.requireNonNull(analyzer, "analyzer");
        Objects.requireNonNull(fetcher, "fetcher");
        Objects.requireNonNull(folder, "folder");
    }
}
