package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * The plugin: the HTTP API below {@code /api/v1}, and the pages. The host maps it to a prefix, {@code /callcard/*} for
 * example, behind its own log-in. Blocking but for the live log, which needs asynchronous answers and, while somebody listens, has
 * one thread; {@link #destroy()} ends both. Thread-safe.
 */
public final class CallCardServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long MOST_DRAINED = 16L << 20;

    private final transient ViewerResolver viewers;
    private final transient Gate gate;
    private final transient Assets assets;
    private final transient Layout layout;
    private final transient Optional<ImportJobs> imports;
    private final transient LiveFeed live;
    private final transient Router router;
    private final transient SharedPage shared;
    private final transient Webhooks webhooks;

    /**
     * A servlet over an entry point.
     *
     * @param callCards does the work; stays the caller's
     * @param viewers tells who is looking
     * @param options what the host has chosen
     */
    public CallCardServlet(CallCards callCards, ViewerResolver viewers, WebOptions options) {
        this(callCards, viewers, options, Bodies.DEFAULT);
    }

    CallCardServlet(CallCards callCards, ViewerResolver viewers, WebOptions options, Bodies bodies) {
        Objects.requireNonNull(callCards, "callCards");
        this.viewers = Objects.requireNonNull(viewers, "viewers");
        Objects.requireNonNull(options, "options");
        this.gate = new Gate(options.publicBaseUrl());
        this.assets = Assets.load();
        DirectAudio direct = DirectAudio.of(options, callCards.recordings());
        this.layout = new Layout(options, assets, direct);
        this.imports =
                options.imports().map(chosen -> new ImportJobs(chosen.runner(), chosen.folder(), callCards.clock()));
        this.live = new LiveFeed(callCards, options.live());
        this.router = Routes.all(
                callCards,
                bodies,
                layout,
                imports,
                live,
                new RecordingHandlers(callCards, bodies, options.publicBaseUrl(), direct));
        this.shared = new SharedPage(callCards, assets);
        this.webhooks = new Webhooks(callCards);
    }

    /** Every operation, for the test that holds it against the contract. */
    Router router() {
        return router;
    }

    /** Who listens to the live log, for tests. */
    LiveFeed live() {
        return live;
    }

    /** Ends what runs in the background: streams of the live log with their thread, and an import between two batches. */
    @Override
    public void destroy() {
        live.destroy();
        imports.ifPresent(ImportJobs::close);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            if (!assets.serve(path, request, response)
                    && !shared.serve(path, request, response)
                    && !webhooks.serve(path, request, response)) {
                answer(path, request, response);
            }
        } catch (LimitedInput.TooLargeException | RuntimeException e) {
            HttpProblem problem = Failures.problem(e);
            if (response.isCommitted()) {
                // Half an answer is out; only a broken connection tells the client so.
                throw new IOException("An answer broke off.");
            }
            boolean unread = hasUnreadBody(request);
            if (unread && request.getProtocol().startsWith("HTTP/1")) {
                // The container closes such a connection; without a word, clients would send their next request on it.
                response.setHeader("Connection", "close");
            }
            if (path.equals("/api") || path.startsWith("/api/")) {
                Failures.write(response, problem);
            } else if (path.startsWith("/shared/")) {
                shared.sendProblem(response, Exchange.base(request), problem);
            } else {
                Failures.writePage(response, problem, Exchange.base(request), layout);
            }
            if (unread && request.getHeader("Expect") == null) {
                response.flushBuffer();
                drain(request);
            }
        }
    }

    private void answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Viewer viewer = viewers.viewer(request).orElseThrow(() -> new HttpProblem(401, "Log in first."));
        gate.check(request);
        Router.Match match = router.match(request.getMethod(), path);
        Query query = Query.parse(request.getQueryString());
        match.handler().handle(new Exchange(request, response, viewer, match.parameters(), query));
    }

    /**
     * A client that is still sending does not see an answer on a connection that is closed under it. So the rest is read and
     * thrown away, as far as that is bearable.
     */
    private static void drain(HttpServletRequest request) throws IOException {
        byte[] buffer = new byte[65_536];
        long left = MOST_DRAINED;
        while (left > 0) {
            int n = request.getInputStream().read(buffer);
            if (n < 0) {
                return;
            }
            left -= n;
        }
    }

    private static boolean hasUnreadBody(HttpServletRequest request) throws IOException {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return hasBody && !request.getInputStream().isFinished();
    }
}
