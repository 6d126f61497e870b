package dev.callcard.recording;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import dev.callcard.recording.ogg.OggInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Transcodes with the program ffmpeg: a process for each recording, started without a shell, told which kind of file it gets so that
 * it takes nothing for a playlist, allowed to open files only, and ended when it takes too long. Reads WAV with linear PCM, mu-law, A-law and
 * GSM, and MP3. Thread-safe.
 */
public final class FfmpegTranscoder implements Transcoder {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    private static final String QUALITY = "3";

    private final String program;
    private final Duration timeout;
    private final long mostBytes;

    private FfmpegTranscoder(String program, Duration timeout, long mostBytes) {
        this.program = program;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
    }

    /**
     * Uses ffmpeg if it is there.
     *
     * @param program its path, or a name to be looked for where the system has its programs: {@code ffmpeg}
     * @return a transcoder with a limit of 10 minutes and {@link Recordings#MAX_BYTES}; empty if the program cannot be started:
     *     then keep recordings as they are
     */
    public static Optional<FfmpegTranscoder> find(String program) {
        try {
            return run(List.of(program, "-v", "quiet", "-version"), DEFAULT_TIMEOUT) == 0
                    ? Optional.of(at(program, DEFAULT_TIMEOUT, Recordings.MAX_BYTES))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is not there, which is what was asked
        }
    }

    /**
     * Uses a certain ffmpeg.
     *
     * @param program its path or name
     * @param timeout how long a recording may take, at least a millisecond
     * @param mostBytes how large an Ogg file may become, 1 or more
     * @return a transcoder
     * @throws IllegalArgumentException if a limit is too small
     */
    public static FfmpegTranscoder at(String program, Duration timeout, long mostBytes) {
        Objects.requireNonNull(program, "program");
        if (timeout.toMillis() < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("timeout must be a millisecond or more, mostBytes 1 or more");
        }
        return new FfmpegTranscoder(program, timeout, mostBytes);
    }

    @Override
    public void toOgg(Path from, Path to) throws IOException {
        String format = format(from);
        Path target = to.toAbsolutePath();
        Path folder = Optional.ofNullable(target.getParent())
                .orElseThrow(() -> new IllegalArgumentException("to must name a file"));
        Path part = Files.createTempFile(folder, "transcoding", ".part");
        try {
            transcode(format, from.toAbsolutePath(), part);
            check(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void transcode(String format, Path from, Path part) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-nostdin", "-v", "quiet"));
        command.addAll(List.of("-protocol_whitelist", "file", "-f", format, "-i", "file:" + from));
        command.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-threads", "1"));
        command.addAll(List.of("-c:a", "libvorbis", "-q:a", QUALITY));
        // One byte more than allowed tells that there would be more.
        command.addAll(List.of("-fs", Long.toString(mostBytes + 1), "-f", "ogg", "-y", "file:" + part));
        if (run(command, timeout) != 0) {
            throw new UnreadableAudioException("The recording cannot be transcoded.");
        }
    }

    private static int run(List<String> command, Duration timeout) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.onExit()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join()
                    .exitValue();
        } catch (CompletionException e) {
            throw new UnreadableAudioException("Transcoding the recording took too long.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void check(Path part) throws IOException {
        if (Files.size(part) > mostBytes) {
            throw new UnreadableAudioException("The transcoded recording is too large.");
        }
        try (InputStream in = Files.newInputStream(part)) {
            OggInfo info = OggInfo.read(in);
            if (info.codec() != OggInfo.Codec.VORBIS || info.shape() != OggInfo.Shape.WHOLE || info.samples() == 0) {
                throw new UnreadableAudioException("The recording holds no audio.");
            }
        }
    }

    private static String format(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String type = AudioFormat.detect(in.readNBytes(AudioFormat.HEAD_BYTES))
                    .map(AudioFormat::contentType)
                    .orElse("");
            return switch (type) {
                case "audio/wav" -> "wav";
                case "audio/mpeg" -> "mp3";
                default -> throw new UnreadableAudioException("The recording is neither WAV nor MP3.");
            };
        }
    }
}
