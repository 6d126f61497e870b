package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.AccessPolicy;
import dev.callcard.access.Viewer;
import dev.callcard.crm.HostContacts;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.project.Category;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.storage.Storage;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.testkit.ScriptedProvider;
import dev.callcard.visit.Device;
import dev.callcard.visit.Place;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A host: a server on a free port of this machine, a few users, and three projects of which one is somebody else's. */
final class World implements AutoCloseable {
    static final String USER = "X-Test-User";
    static final String BASE = "/callcard";
    static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    static final ProjectId NORTHGATE = ProjectId.of("northgate-windows");
    static final ProjectId QUIET = ProjectId.of("quiet");
    static final ProjectId OTHER = ProjectId.of("other");
    static final String API = "/api/v1/projects/northgate-windows";

    private final Server server = new Server();
    private final ScriptedProvider provider = new ScriptedProvider("main", "s3cret");
    private final AtomicInteger busy = new AtomicInteger();
    private final Storage storage;
    private final CallCards callCards;
    private final CallCardServlet servlet;
    private final FakeImports imports;
    private final Path temporary;
    private final URI origin;
    private final String base;

    private World(Setup setup) {
        storage = setup.storage;
        CallCards.Builder builder = CallCards.builder(setup.storage)
                .clock(setup.clock)
                .policy(setup.policy)
                .contacts(setup.contacts)
                .devices(agent -> new Device(
                        Optional.of(agent.contains("iPhone") ? "Phone" : "Desktop"),
                        Optional.of(agent.contains("iPhone") ? "iOS 19" : "Windows 10"),
                        Optional.of(agent.contains("iPhone") ? "Mobile Safari 19" : "Chrome 142")))
                .places(ip -> Optional.of(new Place(Optional.of("GB"), Optional.of("England"), Optional.of("London"))));
        setup.erasureKey.ifPresent(builder::erasureKey);
        builder.telephony(TelephonyAccounts.of(List.of(new TelephonyAccounts.Account(NORTHGATE, provider))));
        callCards = builder.build();
        callCards.projects().create(NORTHGATE, northgate(ProjectSettings.SessionTracking.SESSION));
        callCards.projects().create(QUIET, northgate(ProjectSettings.SessionTracking.OFF));
        callCards.projects().create(OTHER, northgate(ProjectSettings.SessionTracking.SESSION));
        imports = setup.imports;
        temporary = setup.temporary;
        servlet = new CallCardServlet(callCards, World::viewer, setup.options, setup.bodies);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(setup.idle.toMillis());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(setup.contextPath);
        context.addFilter(counting(busy), "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(setup.async);
        context.addServlet(holder, BASE + "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not start", e);
        }
        origin = URI.create("http://127.0.0.1:" + connector.getLocalPort());
        base = (setup.contextPath.equals("/") ? "" : setup.contextPath) + BASE;
    }

    private static FilterHolder counting(AtomicInteger requests) {
        FilterHolder filter = new FilterHolder((request, response, chain) -> {
            requests.incrementAndGet();
            try {
                chain.doFilter(request, response);
            } finally {
                requests.decrementAndGet();
            }
        });
        filter.setAsyncSupported(true);
        return filter;
    }

    static World start() {
        return start(setup -> setup);
    }

    static World start(UnaryOperator<Setup> choose) {
        return new World(choose.apply(new Setup()));
    }

    Storage storage() {
        return storage;
    }

    CallCards callCards() {
        return callCards;
    }

    CallCardServlet servlet() {
        return servlet;
    }

    URI origin() {
        return origin;
    }

    FakeImports imports() {
        return imports;
    }

    /** How many requests are in the servlet just now. */
    int busyRequests() {
        return busy.get();
    }

    /** A client that nobody is logged in with. */
    Api stranger() {
        return new Api(origin, base, List.of());
    }

    Api admin() {
        return stranger().as("admin");
    }

    Api supervisor() {
        return stranger().as("supervisor");
    }

    /** The agent who took the sample calls. */
    Api agent() {
        return stranger().as("agent");
    }

    /** An agent who had no call with anybody. */
    Api newAgent() {
        return stranger().as("new-agent");
    }

    Api integration() {
        return stranger().as("integration");
    }

    /** Somebody with every right, but in another project. */
    Api foreigner() {
        return stranger().as("foreigner");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
        delete(temporary);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProjectSettings northgate(ProjectSettings.SessionTracking tracking) {
        return ProjectSettings.builder("GB")
                .timeZone(ZoneId.of("Europe/London"))
                .sessionTracking(tracking)
                .ownNumbers(List.of("+442079460100"))
                .ownHosts(List.of("www.northgate.example"))
                .categories(List.of(
                        new Category("new-customer", "New customer", "#2e7d32"),
                        new Category("complaint", "Complaint", "#c62828")))
                .build();
    }

    private static Optional<Viewer> viewer(HttpServletRequest request) {
        String user = Optional.ofNullable(request.getHeader(USER)).orElse("");
        return switch (user) {
            case "admin" -> user("admin", "Ada Holm", Optional.empty(), Viewer.Role.ADMIN);
            case "supervisor" -> user("supervisor", "Helen Marsh", Optional.empty(), Viewer.Role.SUPERVISOR);
            case "agent" -> user("agent", "Priya Shah", Optional.of("17"), Viewer.Role.AGENT);
            case "new-agent" -> user("new-agent", "Nina Wolf", Optional.of("99"), Viewer.Role.AGENT);
            case "integration" -> user("pbx", "PBX", Optional.empty(), Viewer.Role.INTEGRATION);
            case "foreigner" -> Optional.of(Viewer.of("foreigner", OTHER, Viewer.Role.ADMIN));
            case "lost" -> Optional.of(new Viewer("lost", "Lost", Optional.empty(), Map.of()));
            case "broken" -> throw new IllegalStateException("secret +442079460958");
            default -> Optional.empty();
        };
    }

    private static Optional<Viewer> user(String id, String name, Optional<String> agent, Viewer.Role role) {
        return Optional.of(new Viewer(id, name, agent, Map.of(NORTHGATE, role, QUIET, role)));
    }

    /** What a test may choose. */
    static final class Setup {
        private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        private AccessPolicy policy = AccessPolicy.BY_ROLE;
        private Optional<ErasureKey> erasureKey = Optional.of(ErasureKey.of(new byte[ErasureKey.MIN_BYTES]));
        private boolean async = true;
        private Duration idle = Duration.ofSeconds(30);
        private Storage storage = new MemoryStorage(clock);
        private HostContacts contacts = (viewer, project, number) -> List.of(new HostContacts.Contact(
                "3071", "Rosalind Carter", Optional.of("Priya Shah"), Optional.of("/crm/contacts/3071")));
        private FakeImports imports = new FakeImports(Integer.MAX_VALUE);
        private final Path temporary = temporaryFolder();
        private WebOptions options = quickly().imports(imports, temporary).build();
        private Bodies bodies = Bodies.DEFAULT;
        private String contextPath = "/";

        Setup clock(Clock value) {
            clock = value;
            storage = new MemoryStorage(clock);
            return this;
        }

        Setup policy(AccessPolicy value) {
            policy = value;
            return this;
        }

        Setup withoutErasureKey() {
            erasureKey = Optional.empty();
            return this;
        }

        Setup async(boolean value) {
            async = value;
            return this;
        }

        /** After how long without a byte the server hangs up. */
        Setup idle(Duration value) {
            idle = value;
            return this;
        }

        Setup storage(UnaryOperator<Storage> value) {
            storage = value.apply(storage);
            return this;
        }

        Setup contacts(HostContacts value) {
            contacts = value;
            return this;
        }

        Setup options(WebOptions value) {
            options = value;
            return this;
        }

        Setup imports(FakeImports runner, Path folder) {
            imports = runner;
            return options(quickly().imports(runner, folder).build());
        }

        /** Streams end soon, so that they can be read like other answers. */
        private static WebOptions.Builder quickly() {
            return WebOptions.builder()
                    .live(new WebOptions.Live(
                            Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(200), 1_000, 4));
        }

        private static Path temporaryFolder() {
            try {
                return Files.createTempDirectory("imports");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Setup bodies(Bodies value) {
            bodies = value;
            return this;
        }

        Setup contextPath(String value) {
            contextPath = value;
            return this;
        }
    }
}
