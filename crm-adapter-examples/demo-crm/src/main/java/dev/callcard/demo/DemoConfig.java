package dev.callcard.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the demo is started.
 *
 * @param port TCP port on the loopback interface, 0 for any; {@code demo.port}
 * @param data folder that everything is kept in; {@code demo.data}
 * @param imports files to import at the start: call reports or visit events as JSON lines, or Asterisk's {@code Master.csv};
 *     {@code demo.import}, separated by commas
 * @param recordings folder with the recordings of the calls in {@code Master.csv}; {@code demo.recordings}
 * @param importZone zone of the times in {@code Master.csv}; {@code demo.zone}
 * @param clock what the sample is dated by
 */
public record DemoConfig(
        int port, Path data, List<Path> imports, Optional<Path> recordings, ZoneId importZone, Clock clock) {
    /** Copies the files. */
    public DemoConfig {
        imports = List.copyOf(imports);
    }

    /**
     * A demo that imports nothing.
     *
     * @param port TCP port, 0 for any
     * @param data folder that everything is kept in
     * @param clock what the sample is dated by
     * @return the configuration
     */
    public static DemoConfig of(int port, Path data, Clock clock) {
        return new DemoConfig(port, data, List.of(), Optional.empty(), ZoneId.of("Europe/London"), clock);
    }

    /** The same with other files to import. */
    DemoConfig withImports(List<Path> files) {
        return new DemoConfig(port, data, files, recordings, importZone, clock);
    }

    static DemoConfig fromSystemProperties() throws StartException {
        List<Path> imports = property("demo.import").stream()
                .flatMap(files -> Arrays.stream(files.split(",")))
                .map(String::strip)
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .toList();
        return new DemoConfig(
                port(property("demo.port").orElse("8080")),
                Path.of(property("demo.data").orElse("demo-data")).toAbsolutePath(),
                imports,
                property("demo.recordings").map(Path::of),
                zone(property("demo.zone").orElse("Europe/London")),
                Clock.systemUTC());
    }

    private static int port(String text) throws StartException {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new StartException("demo.port must be a number from 0 to 65535, not \"" + text + '"', e);
        }
        throw new StartException("demo.port must be a number from 0 to 65535, not " + text, null);
    }

    private static ZoneId zone(String text) throws StartException {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new StartException("demo.zone must be a zone such as Europe/London, not \"" + text + '"', e);
        }
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }
}
