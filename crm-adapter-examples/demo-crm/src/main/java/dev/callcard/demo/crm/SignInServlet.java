package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Log-in by a form, and log-out. */
@Singleton
public final class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Users users;

    /**
     * A servlet over the users.
     *
     * @param users the users
     */
    @Inject
    public SignInServlet(Users users) {
        this.users = users;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/logout")) {
            response.sendRedirect("/login");
            return;
        }
        form(response, next(request), "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isSameOrigin(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            form(response, "/", "This form was sent from another site.");
            return;
        }
        if (request.getServletPath().equals("/logout")) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            response.sendRedirect("/login");
            return;
        }
        Optional<User> user = users.authenticate(parameter(request, "user"), parameter(request, "password"));
        if (user.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            form(response, next(request), "That user and password do not fit.");
            return;
        }
        request.getSession(true).setAttribute(SignIn.USER, user.get());
        request.changeSessionId(); // an id that somebody planted before is worth nothing now
        response.sendRedirect(next(request));
    }

    private static void form(HttpServletResponse response, String next, String problem) throws IOException {
        Page.send(response, "Log in", Optional.empty(), page -> {
            page.raw("<main class=\"sign-in\"><h1>Oak &amp; Fern CRM</h1>");
            if (!problem.isEmpty()) {
                page.raw("<p class=\"problem\" role=\"alert\">").text(problem).raw("</p>");
            }
            page.raw("<form method=\"post\" action=\"/login\"><input type=\"hidden\" name=\"next\" value=\"")
                    .text(next)
                    .raw("\"><label>User <input name=\"user\" autocomplete=\"username\" required autofocus></label>")
                    .raw("<label>Password <input name=\"password\" type=\"password\"")
                    .raw(" autocomplete=\"current-password\" required></label><button>Log in</button></form>")
                    .raw("<p class=\"hint\">This is a demo: log in as <b>agent</b>, <b>supervisor</b> or <b>admin</b>;")
                    .raw(" the password is the name.</p></main>");
        });
    }

    /** Where to go after log-in: a path of this host, never another site. */
    private static String next(HttpServletRequest request) {
        String next = parameter(request, "next");
        boolean local = next.startsWith("/")
                && !next.startsWith("//")
                && !next.contains("\\")
                && next.chars().noneMatch(c -> c < ' ');
        return local ? next : "/";
    }

    /** A browser says from where a form was sent; a program that sends neither header has no session to be misused. */
    private static boolean isSameOrigin(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        @Nullable String origin = request.getHeader("Origin");
        return (site == null || site.equals("same-origin") || site.equals("none"))
                && (origin == null || origin.equals("http://" + request.getHeader("Host")));
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
