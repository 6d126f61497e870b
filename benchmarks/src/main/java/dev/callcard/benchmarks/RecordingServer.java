package dev.callcard.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.recording.FileRecordingStore;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.web.CallCardServlet;
import dev.callcard.web.WebOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ResourceServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * A process that serves recordings, or the same file in another way, and tells on its standard output what that cost. It is
 * on its own, so that neither the client's time nor its memory is counted.
 */
public final class RecordingServer {
    private static final ProjectId PROJECT = ProjectId.of("bench");
    private static final Duration IDLE = Duration.ofMinutes(10);

    private RecordingServer() {}

    /**
     * Serves until its standard input ends.
     *
     * @param args the {@link Way}, and the folder
     * @throws Exception if it cannot
     */
    public static void main(String... args) throws Exception {
        Path folder = Path.of(args[1]);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        // A connection waits while the others have their turn.
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        try (Served served = serve(Way.valueOf(args[0]), folder)) {
            server.setHandler(served.handler());
            server.start();
            System.out.println(connector.getLocalPort() + " " + served.path());
            answer();
            server.stop();
        }
    }

    private static void answer() throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            if (question.equals("cpu")) {
                System.out.println(system.getProcessCpuTime());
            } else {
                System.gc();
                System.out.println(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
        }
    }

    private static Served serve(Way way, Path folder) throws Exception {
        return switch (way) {
            case CALLCARD -> callcard(new MemoryStorage(Clock.systemUTC(), new FileRecordingStore(files(folder))));
            case CALLCARD_ON_H2 -> callcard(JdbcStorage.embedded(folder));
            case RESOURCE_HANDLER -> {
                ResourceHandler files = new ResourceHandler();
                files.setBaseResource(ResourceFactory.root().newResource(files(folder)));
                yield new Served(files, onlyFile(folder), () -> {});
            }
            case RESOURCE_SERVLET -> {
                ServletContextHandler context = new ServletContextHandler("/");
                context.setBaseResource(ResourceFactory.root().newResource(files(folder)));
                context.addServlet(new ServletHolder(new ResourceServlet()), "/*");
                yield new Served(context, onlyFile(folder), () -> {});
            }
        };
    }

    private static Served callcard(Storage storage) {
        CallCards callCards = CallCards.builder(storage).build();
        callCards.projects().create(PROJECT, ProjectSettings.builder("GB").build());
        Viewer viewer = Viewer.of("host", PROJECT, Viewer.Role.ADMIN);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new CallCardServlet(
                        callCards,
                        request -> Optional.of(viewer),
                        WebOptions.builder().build())),
                "/callcard/*");
        Ring ring = new Ring(1, Probe.MEDIAN.customer(), 0, Instant.parse("2026-03-01T12:00:00Z"));
        String id = callCards
                .calls()
                .ingest(viewer, PROJECT, Call.Origin.API, List.of(ring.report()))
                .get(0)
                .id()
                .orElseThrow();
        return new Served(context, "/callcard/api/v1/projects/" + PROJECT + "/calls/" + id + "/recording", storage);
    }

    private static Path files(Path folder) {
        return folder.resolve("recordings");
    }

    /** Where the recording lies that was handed in to Callcard before. */
    private static String onlyFile(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(files(folder))) {
            Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            return "/" + files(folder).relativize(file);
        }
    }

    /** Who serves. */
    enum Way {
        /** The product, with calls in memory. */
        CALLCARD("Callcard"),
        /** The product, with calls in H2, which three statements ask for each answer. */
        CALLCARD_ON_H2("Callcard, calls in H2"),
        /** Jetty's own server of files. */
        RESOURCE_HANDLER("Jetty: ResourceHandler"),
        /** The same as a servlet. */
        RESOURCE_SERVLET("Jetty: ResourceServlet");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        boolean isCallcard() {
            return this == CALLCARD || this == CALLCARD_ON_H2;
        }
    }

    /** What is served, under which path, and what is to be closed at the end. */
    private record Served(Handler handler, String path, AutoCloseable end) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            end.close();
        }
    }
}
