package dev.callcard.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.opentest4j.TestAbortedException;

/**
 * Programs of the system that a test may need, such as a browser.
 *
 * <p>A test that asks for a missing program is skipped, and the program's name is written down so that the build can list at its end
 * what was not tested. Where every program is expected to be there, as on a build server, set the environment variable
 * {@code CALLCARD_REQUIRE_TOOLS} to {@code true} (or the system property {@code callcard.requireTools}): a missing program then fails
 * the test.
 *
 * <p>The list is kept in the file that the system property {@code callcard.skippedTools} names; without that property nothing is
 * written down. Safe for use by several threads and processes.
 */
@NullMarked
public final class SystemTools {

    private SystemTools() {}

    /**
     * Finds a program on the {@code PATH}, or where servers are, which the {@code PATH} of ordinary users leaves out.
     *
     * @param tool the program's file name and the name it is listed under, not null
     * @param otherNames further file names to try, in this order, not null
     * @return the program's path, never null
     * @throws TestAbortedException if the program is missing and may be missing
     * @throws AssertionError if the program is missing and must be there
     */
    public static Path require(String tool, String... otherNames) {
        List<String> names =
                Stream.concat(Stream.of(tool), Stream.of(otherNames)).toList();
        Search search = new Search(
                Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + "/usr/sbin",
                Boolean.parseBoolean(System.getenv("CALLCARD_REQUIRE_TOOLS"))
                        || Boolean.getBoolean("callcard.requireTools"),
                Optional.ofNullable(System.getProperty("callcard.skippedTools")).map(Path::of));
        Class<?> caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .getCallerClass();
        return search.require(names, caller.getName());
    }

    /** Where to look, and what a missing program means. */
    record Search(String path, boolean required, Optional<Path> skipped) {

        Path require(List<String> names, String wantedBy) {
            return Stream.of(path.split(File.pathSeparator))
                    .filter(folder -> !folder.isBlank())
                    .flatMap(folder -> names.stream().flatMap(name -> candidates(folder, name)))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst()
                    .orElseThrow(() -> missing(names.get(0), wantedBy));
        }

        private static Stream<Path> candidates(String folder, String name) {
            try {
                return Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe"));
            } catch (InvalidPathException e) {
                return Stream.empty(); // the PATH is the user's and may hold anything
            }
        }

        private TestAbortedException missing(String tool, String wantedBy) {
            if (required) {
                throw new AssertionError(
                        "'" + tool + "' is not on the PATH, and CALLCARD_REQUIRE_TOOLS says it must be");
            }
            skipped.ifPresent(file -> append(file, tool + " (wanted by " + wantedBy + ")\n"));
            return new TestAbortedException("'" + tool + "' is not on the PATH");
        }

        private static void append(Path file, String line) {
            try {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(
                        file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
