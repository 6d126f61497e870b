package dev.callcard.web;

import dev.callcard.access.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Port: tells who sent a request, by whatever the host logs people in with. Implementations are thread-safe and do not read
 * the body.
 */
@FunctionalInterface
public interface ViewerResolver {
    /**
     * Names the viewer.
     *
     * @param request the request, after the host's own filters
     * @return the viewer with the roles in each project; empty if nobody is logged in, which is answered with 401
     */
    Optional<Viewer> viewer(HttpServletRequest request);
}
