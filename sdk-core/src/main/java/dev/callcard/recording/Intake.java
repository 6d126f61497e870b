package dev.callcard.recording;

import dev.callcard.error.InvalidInputException;
import dev.callcard.recording.ogg.OggInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes audio in: tells what it is, makes Ogg of it where that is possible, and stores it. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final RecordingStore store;
    private final @Nullable Transcoder transcoder;

    Intake(RecordingStore store, Optional<Transcoder> transcoder) {
        this.store = store;
        this.transcoder = transcoder.orElse(null);
    }

    /** Stores audio as a stream, and by way of a file only if it has to be transcoded. */
    Recording.Audio store(RecordingStore.Key key, InputStream bytes) throws IOException {
        byte[] head = bytes.readNBytes(AudioFormat.HEAD_BYTES);
        AudioFormat format = format(head);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), bytes);
        if (transcoder == null || format.isOgg()) {
            return put(key, format, whole);
        }
        Path folder = Files.createTempDirectory("callcard");
        try {
            Path original = folder.resolve("original");
            copy(whole, original);
            return store(key, original, folder);
        } finally {
            delete(folder);
        }
    }

    /** Stores audio of a file, which stays. */
    Recording.Audio store(RecordingStore.Key key, Path file) throws IOException {
        Path folder = Files.createTempDirectory("callcard");
        try {
            return store(key, file, folder);
        } finally {
            delete(folder);
        }
    }

    private Recording.Audio store(RecordingStore.Key key, Path original, Path folder) throws IOException {
        AudioFormat format = format(original);
        if (transcoder != null && !format.isOgg()) {
            Path ogg = folder.resolve("recording.ogg");
            try {
                transcoder.toOgg(original, ogg);
                return put(key, format(ogg), ogg);
            } catch (AudioAnalyzer.UnreadableAudioException e) {
                // What the transcoder cannot read, a person's player perhaps can.
                LOG.warn("A recording of {} stays as it is: {}", format.contentType(), e.getMessage());
            }
        }
        return put(key, format, original);
    }

    private Recording.Audio put(RecordingStore.Key key, AudioFormat format, Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return put(key, format, bytes);
        }
    }

    private Recording.Audio put(RecordingStore.Key key, AudioFormat format, InputStream bytes) throws IOException {
        RecordingStore.Stored stored = store.put(key, bytes, Recordings.MAX_BYTES);
        return new Recording.Audio(
                key, format.contentType(), stored.sizeBytes(), stored.sha256(), duration(format, key, stored));
    }

    private Optional<Duration> duration(AudioFormat format, RecordingStore.Key key, RecordingStore.Stored stored)
            throws IOException {
        long length = Math.min(OggInfo.TAIL_BYTES, stored.sizeBytes());
        try (InputStream tail = store.open(key, new RecordingStore.Range(stored.sizeBytes() - length, length))) {
            return format.duration(tail.readNBytes((int) length));
        }
    }

    private static AudioFormat format(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return format(bytes.readNBytes(AudioFormat.HEAD_BYTES));
        }
    }

    private static AudioFormat format(byte[] head) {
        return AudioFormat.detect(head)
                .orElseThrow(() -> new InvalidInputException("", "is not Ogg Vorbis, Ogg Opus, WAV or MP3 audio"));
    }

    private static void copy(InputStream bytes, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[65_536];
            long total = 0;
            int n = bytes.read(buffer);
            while (n >= 0) {
                total += n;
                if (total > Recordings.MAX_BYTES) {
                    throw new InvalidInputException("", "has more than " + Recordings.MAX_BYTES + " bytes");
                }
                out.write(buffer, 0, n);
                n = bytes.read(buffer);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
