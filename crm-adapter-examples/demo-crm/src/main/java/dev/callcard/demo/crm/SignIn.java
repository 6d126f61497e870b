package dev.callcard.demo.crm;

import dev.callcard.access.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where a request keeps its user. */
public final class SignIn {
    static final String USER = "demo.user";

    private SignIn() {}

    /**
     * The user of a request.
     *
     * @param request the request, after {@link SignInFilter}
     * @return the user, if there is one
     */
    public static Optional<User> user(HttpServletRequest request) {
        return Optional.ofNullable((User) request.getAttribute(USER));
    }

    /**
     * Who a request is from, as Callcard wants to know it.
     *
     * @param request the request, after {@link SignInFilter}
     * @return the viewer, if somebody is logged in
     */
    public static Optional<Viewer> viewer(HttpServletRequest request) {
        return user(request).map(User::viewer);
    }
}
