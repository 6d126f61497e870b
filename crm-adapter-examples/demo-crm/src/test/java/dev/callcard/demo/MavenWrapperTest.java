package dev.callcard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.callcard.testkit.SystemTools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code mvnw} of the repository's root, copied beside properties of its own and run in an environment that holds nothing
 * but the programs it is said to need: no Maven, no home folder but a temporary one, and a repository on the loopback interface.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class MavenWrapperTest {

    private static final List<String> NEEDED =
            List.of("sh", "dirname", "sed", "tr", "cut", "mkdir", "mktemp", "rm", "mv", "tar", "gzip", "sha512sum");
    private static final String VERSION = "9.8.7";
    private static final String ARCHIVE = "/org/apache/maven/apache-maven/9.8.7/apache-maven-9.8.7-bin.tar.gz";

    @TempDir
    Path folder;

    private final Map<Process, Path> outputs = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer repository;
    private Path script;
    private Path bin;
    private Path home;
    private byte[] archive;

    @BeforeEach
    void layOut() throws Exception {
        bin = Files.createDirectory(folder.resolve("bin"));
        home = Files.createDirectory(folder.resolve("home of a user")); // with spaces, as some have
        for (String program : NEEDED) {
            Files.createSymbolicLink(bin.resolve(program), SystemTools.require(program));
        }

        Path project = Files.createDirectories(folder.resolve("project/.mvn/wrapper"))
                .getParent()
                .getParent();
        script = project.resolve("mvnw");
        Files.copy(Path.of(System.getProperty("callcard.root"), "mvnw"), script, StandardCopyOption.COPY_ATTRIBUTES);

        archive = archiveOfAFakeMaven();
        pin(archive);

        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.setExecutor(Executors.newCachedThreadPool());
        repository.createContext("/", exchange -> {
            requests.incrementAndGet();
            boolean known = exchange.getRequestURI().getPath().equals("/repo" + ARCHIVE);
            exchange.sendResponseHeaders(known ? 200 : 404, known ? archive.length : -1);
            try (OutputStream body = exchange.getResponseBody()) {
                if (known) {
                    body.write(archive);
                }
            }
        });
        repository.start();
    }

    @AfterEach
    void stop() throws IOException {
        repository.stop(0);
        ((ExecutorService) repository.getExecutor()).shutdownNow();
        // JUnit removes the links too, but prints a warning for each that leads out of the folder.
        try (Stream<Path> links = Files.list(bin)) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void fetchesThePinnedMavenOnceAndRunsIt(String client) throws Exception {
        Files.createSymbolicLink(bin.resolve(client), SystemTools.require(client));

        Run first = run("verify", "-Dname=two words");
        Run second = run("-v");

        assertThat(first.output()).contains("fetching Maven " + VERSION, "fake maven <verify> <-Dname=two words>");
        assertThat(first.exitCode()).isEqualTo(42); // what the fake Maven ends with
        assertThat(second.output()).contains("fake maven <-v>").doesNotContain("fetching");
        assertThat(requests).hasValue(1);
        assertThat(leftBehind()).singleElement().asString().startsWith("apache-maven-" + VERSION);
    }

    @Test
    void refusesAWrongChecksumAndLeavesNothingBehind() throws Exception {
        useCurl();
        archive[archive.length - 1] ^= 1;

        Run run = run("verify");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("wrong checksum", ARCHIVE, sha512(archive))
                .doesNotContain("fake maven");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void saysWhatItCouldNotFetch() throws Exception {
        useCurl();
        pin("3.2.1", archive);

        Run run = run("verify");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("could not fetch", "apache-maven-3.2.1-bin.tar.gz");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhereNothingCanFetch() throws Exception {
        Run run = run("verify");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("neither curl nor wget");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void severalAtOnceAllRunOneWholeMaven() throws Exception {
        useCurl();

        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            processes.add(start(Map.of(), "verify"));
        }

        for (Process process : processes) {
            assertThat(finish(process).output()).contains("fake maven <verify>");
        }
        assertThat(leftBehind()).singleElement().asString().startsWith("apache-maven-" + VERSION);
        try (Stream<Path> files = Files.list(dists().resolve(leftBehind().get(0)))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("bin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.6", "3.8.7", "3.10.0", "4.0.0-rc-4"})
    void prefersAnInstalledMavenThatIsNewEnough(String installed) throws Exception {
        installedMaven(bin.resolve("mvn"), installed);

        assertThat(run("verify").output()).contains("installed maven " + installed + " <verify>");
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.1", "3.8.5", "3.6.3"})
    void passesOverAnInstalledMavenThatIsTooOld(String installed) throws Exception {
        useCurl();
        installedMaven(bin.resolve("mvn"), installed);

        assertThat(run("verify").output()).contains("fake maven <verify>");
    }

    @Test
    void asksMavenHomeBeforeThePath() throws Exception {
        installedMaven(bin.resolve("mvn"), "3.8.7");
        Path other = folder.resolve("other");
        installedMaven(Files.createDirectories(other.resolve("bin")).resolve("mvn"), "3.9.1");

        Run run = finish(start(Map.of("MAVEN_HOME", other.toString()), "verify"));

        assertThat(run.output()).contains("installed maven 3.9.1 <verify>");
    }

    private void useCurl() throws IOException {
        Files.createSymbolicLink(bin.resolve("curl"), SystemTools.require("curl"));
    }

    private Run run(String... arguments) throws Exception {
        return finish(start(Map.of(), arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "output", ".txt").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment()
                .put(
                        "MVNW_REPOURL",
                        "http://127.0.0.1:" + repository.getAddress().getPort() + "/repo/");
        builder.environment().putAll(environment);
        Process process = builder.start();
        outputs.put(process, builder.redirectOutput().file().toPath());
        return process;
    }

    private Run finish(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(outputs.get(process), StandardCharsets.UTF_8));
    }

    private Path dists() {
        return home.resolve(".m2/wrapper/dists");
    }

    private List<String> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(dists())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void pin(byte[] content) throws Exception {
        pin(VERSION, content);
    }

    private void pin(String version, byte[] content) throws Exception {
        Files.writeString(script.resolveSibling(".mvn/wrapper/maven-wrapper.properties"), """
                # a comment
                minimumVersion=3.8.6
                mavenVersion=%s
                distributionFolder=http://127.0.0.1:9/nowhere
                tarSha512=%s
                """.formatted(
                        version, sha512(content)));
    }

    private static String sha512(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
    }

    private static void installedMaven(Path file, String version) throws IOException {
        script(file, """
                if [ "$1" = -v ]; then printf '\\033[1mApache Maven %1$s\\033[m\\nJava version: 17\\n'; exit; fi
                printf 'installed maven %1$s'; printf ' <%%s>' "$@"
                """.formatted(version));
    }

    private byte[] archiveOfAFakeMaven() throws Exception {
        Path root = folder.resolve("packed/apache-maven-" + VERSION);
        script(Files.createDirectories(root.resolve("bin")).resolve("mvn"), """
                printf 'fake maven'; printf ' <%s>' "$@"
                exit 42
                """);
        Path file = folder.resolve("maven.tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        file.toString(),
                        "-C",
                        root.getParent().toString(),
                        root.getFileName().toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return Files.readAllBytes(file);
    }

    private static void script(Path file, String body) {
        try {
            Files.writeString(file, "#!/bin/sh\n" + body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Run(int exitCode, String output) {}
}
