package dev.callcard.recording.ogg;

import dev.callcard.recording.AudioAnalyzer.UnreadableAudioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs of these tests in a Java of their own with a heap of 16 MB, which ends with an error if that is not enough. */
final class SmallJava {
    /** What {@link #outcome(Path)} begins with if a file was analyzed. */
    static final String READ = "read";

    private SmallJava() {}

    /** What becomes of a file: what the analysis says, and how many samples it has by its pages. */
    static String outcome(Path file) throws IOException, InterruptedException {
        return outcome(file, System.getProperty("java.class.path"));
    }

    /** The same with other classes. */
    static String outcome(Path file, String classes) throws IOException, InterruptedException {
        return run(classes, SmallJava.class, file.toString()).strip();
    }

    /** Runs a program, which must succeed, and gives what it says. */
    static String run(String classes, Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx16m", "-cp", classes, program.getName()));
        command.addAll(List.of(arguments));
        return Sound.runProgram(command.toArray(String[]::new));
    }

    /** Prints what became of a file. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        String analyzed;
        try (InputStream in = Files.newInputStream(file)) {
            analyzed = READ + " " + new OggVorbisAnalyzer().analyze(in).samples() + ",";
        } catch (UnreadableAudioException | IllegalStateException e) {
            analyzed = e.getMessage();
        }
        try (InputStream in = Files.newInputStream(file)) {
            System.out.println(analyzed + " " + OggInfo.read(in).samples());
        }
    }
}
