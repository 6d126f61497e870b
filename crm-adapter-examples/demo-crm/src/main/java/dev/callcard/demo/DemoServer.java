package dev.callcard.demo;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.callcard.CallCards;
import dev.callcard.demo.crm.CrmServlet;
import dev.callcard.demo.crm.SignIn;
import dev.callcard.demo.crm.SignInFilter;
import dev.callcard.demo.crm.SignInServlet;
import dev.callcard.demo.sample.Sample;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.web.CallCardServlet;
import dev.callcard.web.WebOptions;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
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

    private final Server server;
    private final Injector injector;

    private DemoServer(Server server, Injector injector) {
        this.server = server;
        this.injector = injector;
    }

    /**
     * Starts the demo; on its first start in a folder it loads the sample.
     *
     * @param config how
     * @return the demo, ready to answer
     * @throws IOException if the port is taken, or a file to import cannot be read
     */
    public static DemoServer start(DemoConfig config) throws IOException {
        Injector injector = Guice.createInjector(new DemoModule(config));
        try {
            injector.getInstance(Sample.class).loadOnce();
            injector.getInstance(Imports.class).run(config);
            Server server = server(config.port(), injector);
            server.start();
            return new DemoServer(server, injector);
        } catch (IOException | RuntimeException e) {
            injector.getInstance(JdbcStorage.class).close();
            throw e;
        } catch (Exception e) { // Jetty declares no narrower one
            injector.getInstance(JdbcStorage.class).close();
            throw new IOException("The demo could not start", e);
        }
    }

    /**
     * Where the demo answers.
     *
     * @return for example {@code http://localhost:8080/}
     */
    public String url() {
        return "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/";
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

    /** Stops answering, then closes the storage. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no narrower one
            throw new UncheckedIOException(new IOException("The demo did not stop cleanly", e));
        } finally {
            storage().close();
        }
    }

    private static Server server(int port, Injector injector) {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);

        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.getSessionHandler().setHttpOnly(true);
        context.getSessionHandler().setSameSite(HttpCookie.SameSite.LAX);
        context.getSessionHandler().setSessionCookie("demo_session");
        context.addFilter(
                new FilterHolder(injector.getInstance(SignInFilter.class)), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(injector.getInstance(SignInServlet.class)), "/login");
        context.addServlet(new ServletHolder(injector.getInstance(SignInServlet.class)), "/logout");
        context.addServlet(
                new ServletHolder(new CallCardServlet(
                        injector.getInstance(CallCards.class), SignIn::viewer, WebOptions.defaults())),
                CALLCARD + "/*");
        context.addServlet(new ServletHolder(injector.getInstance(CrmServlet.class)), "/");
        server.setHandler(context);
        server.setStopTimeout(2_000);
        return server;
    }
}
