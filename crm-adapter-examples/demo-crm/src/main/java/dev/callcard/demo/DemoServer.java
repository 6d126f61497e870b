package dev.callcard.demo;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.callcard.CallCards;
import dev.callcard.demo.crm.CrmDatabase;
import dev.callcard.demo.crm.CrmServlet;
import dev.callcard.demo.crm.SignIn;
import dev.callcard.demo.crm.SignInFilter;
import dev.callcard.demo.crm.SignInServlet;
import dev.callcard.demo.sample.Sample;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.web.CallCardServlet;
import dev.callcard.web.WebOptions;
import dev.callcard.work.BackgroundWork;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The running demo: the CRM with Callcard mounted at {@code /callcard}, on the loopback interface only. */
public final class DemoServer implements AutoCloseable {
    /** Where Callcard is mounted. */
    public static final String CALLCARD = "/callcard";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ServerConnector connector;
    private final Injector injector;
    private final List<String> importReports;

    private DemoServer(DemoConfig config) throws Exception {
        boolean started = false;
        try {
            open.push(DataFolder.open(config.data()));
            Server server = new Server();
            connector = connector(server, config.port());
            open.push(connector);
            open(connector, config.port()); // first of all: a taken port is known before anything is loaded
            injector = Guice.createInjector(new DemoModule(config));
            open.push(injector.getInstance(CrmDatabase.class));
            open.push(injector.getInstance(JdbcStorage.class));
            injector.getInstance(Sample.class).loadOnce();
            importReports = injector.getInstance(Imports.class).run(config);
            open.push(BackgroundWork.start(callCards().work()));
            CallCardServlet callCard = callCard(injector, config);
            server.setHandler(handler(injector, callCard));
            server.setStopTimeout(2_000);
            open.push(server::stop);
            // First of all: Jetty waits for answers that are under way, and the live log's have no end of their own.
            open.push(callCard::destroy);
            server.start();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /**
     * Starts the demo; on its first start in a folder it loads the sample.
     *
     * @param config how
     * @return the demo, ready to answer
     * @throws StartException if the port is taken, the folder is in use, or a file to import cannot be read
     * @throws Exception if something else goes wrong; nothing stays open
     */
    public static DemoServer start(DemoConfig config) throws Exception {
        return new DemoServer(config);
    }

    /**
     * Where the demo answers.
     *
     * @return for example {@code http://localhost:8080/}
     */
    public String url() {
        return "http://localhost:" + connector.getLocalPort() + "/";
    }

    /**
     * What became of the files to import.
     *
     * @return lines for people; empty if nothing was to be imported
     */
    public List<String> importReports() {
        return importReports;
    }

    /**
     * The embedded SDK.
     *
     * @return never null
     */
    public CallCards callCards() {
        return injector.getInstance(CallCards.class);
    }

    /**
     * What the SDK keeps its data in.
     *
     * @return never null
     */
    public JdbcStorage storage() {
        return injector.getInstance(JdbcStorage.class);
    }

    /** Stops answering, closes the databases, and lets the folder go, in this order. Idempotent. */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("The demo did not stop cleanly");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // the rest must be closed all the same
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static ServerConnector connector(Server server, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        return connector;
    }

    private static void open(ServerConnector connector, int port) throws StartException {
        try {
            connector.open();
        } catch (IOException e) {
            throw new StartException(
                    "Port " + port + " is not free: stop what uses it, or take another with -Ddemo.port=9090", e);
        }
    }

    private static CallCardServlet callCard(Injector injector, DemoConfig config) {
        WebOptions options = WebOptions.builder()
                .imports(injector.getInstance(DemoImports.class), config.data().resolve("imports"))
                .build();
        return new CallCardServlet(injector.getInstance(CallCards.class), SignIn::viewer, options);
    }

    private static ServletContextHandler handler(Injector injector, CallCardServlet callCard) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.getSessionHandler().setHttpOnly(true);
        context.getSessionHandler().setSameSite(HttpCookie.SameSite.LAX);
        context.getSessionHandler().setSessionCookie("demo_session");
        context.addFilter(
                new FilterHolder(injector.getInstance(SignInFilter.class)), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(injector.getInstance(SignInServlet.class)), "/login");
        context.addServlet(new ServletHolder(injector.getInstance(SignInServlet.class)), "/logout");
        context.addServlet(new ServletHolder(callCard), CALLCARD + "/*");
        context.addServlet(new ServletHolder(injector.getInstance(CrmServlet.class)), "/");
        return context;
    }
}
