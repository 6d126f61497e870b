package dev.callcard.benchmarks;

import dev.callcard.recording.AudioAnalyzer;
import dev.callcard.recording.ogg.OggVorbisAnalyzer;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

/**
 * How fast a stereo call of 40 minutes is decoded and analysed by a new Java with 64 MB, beside oggdec, which decodes it and does no more. Both
 * are programs that begin and end, so what it takes to start them counts; oggdec writes its samples to nowhere.
 */
final class OggReport {
    private static final int RATE = 16_000;
    private static final int SAMPLES = 40 * 60 * RATE;
    private static final int WORD = RATE / 2;
    private static final int PAIRS = 5;

    private OggReport() {}

    static void run() throws Exception {
        if (!isThere("oggenc") || !isThere("oggdec")) {
            Progress.say("Ogg is not measured: oggenc or oggdec is missing");
            return;
        }
        Path folder = Files.createTempDirectory("ogg");
        Path raw = folder.resolve("call.raw");
        Path ogg = folder.resolve("call.ogg");
        try {
            talk(raw);
            program(
                    "oggenc",
                    "-Q",
                    "-r",
                    "-R",
                    Integer.toString(RATE),
                    "-C",
                    "2",
                    "-B",
                    "16",
                    "-q",
                    "3",
                    "-o",
                    ogg.toString(),
                    raw.toString());
            Files.delete(raw);
            measure(ogg);
        } finally {
            Files.deleteIfExists(raw);
            Files.deleteIfExists(ogg);
            Files.delete(folder);
        }
    }

    private static boolean isThere(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void measure(Path ogg) throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "A stereo call of 40 minutes, " + Files.size(ogg) + " bytes",
                "pair",
                "oggdec s",
                "Callcard s",
                "speed to oggdec");
        double[] ratios = new double[PAIRS];
        for (int pair = -1; pair < PAIRS; pair++) {
            double peer;
            double own;
            if (pair % 2 == 0) {
                peer = decode(ogg);
                own = analyze(ogg);
            } else {
                own = analyze(ogg);
                peer = decode(ogg);
            }
            if (pair >= 0) { // the pair before brings the file into memory
                ratios[pair] = peer / own;
                table.row(pair + 1, peer, own, ratios[pair]);
            }
        }
        Arrays.sort(ratios);
        table.row("median", "", "", ratios[PAIRS / 2]).print();
    }

    private static double decode(Path ogg) throws IOException, InterruptedException {
        return program("oggdec", "-Q", "-R", "-o", "/dev/null", ogg.toString());
    }

    private static double analyze(Path ogg) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        return program(java, "-Xmx64m", "-cp", classes, OggReport.class.getName(), ogg.toString());
    }

    /** Seconds that a program takes, which must succeed. */
    private static double program(String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command[0] + " ends with " + exit);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Analyses one file: the program that is measured.
     *
     * @param args the file
     * @throws IOException if it cannot be read
     */
    public static void main(String... args) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            AudioAnalyzer.Analysis analysis = new OggVorbisAnalyzer().analyze(in);
            if (analysis.samples() != SAMPLES || !analysis.complete()) {
                throw new IllegalStateException("the call has " + analysis.samples() + " samples");
            }
        }
    }

    /** Two people who take turns, in words of half a second of changing pitch; over it all the noise of a line. */
    private static void talk(Path raw) throws IOException {
        Random random = new Random(1);
        double[] pitch = {110, 190};
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(raw))) {
            for (int at = 0; at < SAMPLES; at++) {
                if (at % WORD == 0) {
                    pitch[0] = 90 + random.nextInt(60);
                    pitch[1] = 160 + random.nextInt(90);
                }
                for (int side = 0; side < 2; side++) {
                    boolean speaks = at / (6 * WORD) % 2 == side;
                    double value = 0.002 * (random.nextDouble() - 0.5) + (speaks ? voice(at, pitch[side]) : 0);
                    int sample = (int) Math.round(value * Short.MAX_VALUE);
                    out.write(sample);
                    out.write(sample >> Byte.SIZE);
                }
            }
        }
    }

    /** Overtones that swell and fade within a word. */
    private static double voice(int at, double pitch) {
        double phase = 2 * Math.PI * pitch * (at % WORD) / RATE;
        double value = 0;
        for (int overtone = 1; overtone <= 8; overtone++) {
            value += Math.sin(overtone * phase) / overtone;
        }
        return 0.25 * value * Math.sin(Math.PI * (at % WORD) / WORD);
    }
}
