package dev.callcard.demo.crm;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever has logged in, by form or by HTTP Basic. Pages without log-in lead to the log-in page; the API answers 401.
 * What Callcard serves to everybody (its assets, shared recordings, the tracker) stays open.
 */
@Singleton
public final class SignInFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Users users;
    /** Checking a password is slow on purpose; API clients send theirs with every request. */
    private final transient ConcurrentHashMap<String, User> checked = new ConcurrentHashMap<>();

    /**
     * A filter over the users.
     *
     * @param users the users
     */
    @Inject
    public SignInFilter(Users users) {
        this.users = users;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Who names a user in the request means that one, whatever the browser's cookie says.
        Optional<User> user = request.getHeader("Authorization") == null ? fromSession(request) : fromBasic(request);
        String path = path(request);
        if (user.isPresent()) {
            request.setAttribute(SignIn.USER, user.get());
            chain.doFilter(request, response);
        } else if (isOpen(path)) {
            chain.doFilter(request, response);
        } else if (path.startsWith("/callcard/api/") || request.getHeader("Authorization") != null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Callcard demo\"");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setContentType("application/problem+json");
            response.getOutputStream()
                    .write(
                            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Log in first.\"}"
                                    .getBytes(StandardCharsets.UTF_8));
        } else {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.sendRedirect(
                    "/login?next=" + URLEncoder.encode(request.getRequestURI() + query, StandardCharsets.UTF_8));
        }
    }

    /** The path as the servlets see it: decoded, and without detours. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    private static boolean isOpen(String path) {
        return path.equals("/login")
                || path.equals("/demo.css")
                || path.equals("/favicon.ico")
                || path.startsWith("/callcard/assets/")
                || path.startsWith("/callcard/shared/")
                || path.startsWith("/callcard/t/");
    }

    private static Optional<User> fromSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session).map(known -> (User) known.getAttribute(SignIn.USER));
    }

    private Optional<User> fromBasic(HttpServletRequest request) {
        return credentials(request.getHeader("Authorization")).flatMap(credentials -> {
            User known = checked.get(credentials);
            if (known != null) {
                return Optional.of(known);
            }
            int colon = credentials.indexOf(':');
            Optional<User> user = colon < 0
                    ? Optional.empty()
                    : users.authenticate(credentials.substring(0, colon), credentials.substring(colon + 1));
            user.ifPresent(found -> checked.put(credentials, found)); // at most one entry for each user
            return user;
        });
    }

    private static Optional<String> credentials(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(header.substring("basic ".length()).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64: nobody
        }
    }
}
