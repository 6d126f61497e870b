package dev.callcard.recording.ogg;

import dev.callcard.testkit.SystemTools;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Sound of a known length, made here, and the programs that encode it. */
record Sound(Kind kind, int rate, int channels, int samples) {
    /** What is to be heard. */
    enum Kind {
        TONE,
        NOISE,
        /** A second of voice, a second of silence, on the left; the other way round on the right. */
        TALK,
        /** Words, as espeak-ng speaks them, with pauses between them. */
        SPEECH
    }

    /** Where in the sample's range a voice is. */
    private short value(int at, int channel, Random random, Speech speech) {
        double loud = switch (kind) {
            case TONE -> 0.5 * Math.sin(2 * Math.PI * 440 * at / rate);
            case NOISE -> 0.8 * (random.nextDouble() - 0.5);
            case TALK ->
                at / rate % 2 == channel % 2
                        ? 0.4 * Math.sin(2 * Math.PI * 180 * at / rate) * Math.sin(2 * Math.PI * 5 * at / rate)
                        : 0.001 * (random.nextDouble() - 0.5);
            case SPEECH -> speech.value(at, rate, channel);
        };
        return (short) Math.round(loud * Short.MAX_VALUE);
    }

    Path wav(Path file) throws IOException, InterruptedException {
        Random random = new Random(7);
        Speech speech = kind == Kind.SPEECH ? Speech.spoken() : Speech.NONE;
        int bytes = samples * channels * Short.BYTES;
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        head.putShort((short) channels).putInt(rate).putInt(rate * channels * Short.BYTES);
        head.putShort((short) (channels * Short.BYTES)).putShort((short) Short.SIZE);
        head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(head.array());
            for (int at = 0; at < samples; at++) {
                for (int channel = 0; channel < channels; channel++) {
                    short value = value(at, channel, random, speech);
                    out.write(value);
                    out.write(value >> Byte.SIZE);
                }
            }
        }
        return file;
    }

    /** Encodes by oggenc. */
    Path ogg(Path folder, String name) throws IOException, InterruptedException {
        Path wav = wav(folder.resolve(name + ".wav"));
        Path ogg = folder.resolve(name + ".ogg");
        run("oggenc", "-Q", "-q", "3", "-o", ogg.toString(), wav.toString());
        Files.delete(wav);
        return ogg;
    }

    /** Encodes by ffmpeg, with options before the file. */
    Path encoded(Path folder, String name, String... options) throws IOException, InterruptedException {
        Path wav = wav(folder.resolve(name + ".wav"));
        Path ogg = folder.resolve(name + ".ogg");
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", wav.toString()));
        command.addAll(List.of(options));
        command.add(ogg.toString());
        run(command.toArray(String[]::new));
        Files.delete(wav);
        return ogg;
    }

    /** Runs a program of the system, which must succeed, and gives what it says; where it is missing, the test is skipped as all such tests are. */
    static String run(String... command) throws IOException, InterruptedException {
        command[0] = SystemTools.require(command[0]).toString();
        return runProgram(command);
    }

    /** Runs a program that must be there and must succeed within two minutes, and gives what it says. */
    static String runProgram(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            String text = Files.readString(said);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command[0] + (ended ? ": " : " does not end: ") + text);
            }
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }
}
