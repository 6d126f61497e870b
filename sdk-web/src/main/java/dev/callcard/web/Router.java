package dev.callcard.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a path and a method. Immutable once built. */
final class Router {
    private final Map<String, Route> routes = new TreeMap<>();

    /** Adds an operation; a template is a path whose segments in braces stand for any text but an empty one. */
    Router add(String method, String template, Handler handler) {
        routes.computeIfAbsent(template, Route::new).handlers.put(method, handler);
        return this;
    }

    /** Every operation that was added, as {@code METHOD template}. */
    Collection<String> operations() {
        List<String> operations = new ArrayList<>();
        routes.forEach((template, route) ->
                route.handlers.keySet().forEach(method -> operations.add(method + " " + template)));
        return operations;
    }

    /** The operation; throws 404 if no template fits the path, 405 if one does but not for this method. */
    Match match(String method, String path) {
        String[] segments = path.split("/", -1);
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes.values()) {
            Optional<Map<String, String>> parameters = route.fit(segments);
            if (parameters.isPresent()) {
                Handler handler = route.handler(method);
                if (handler != null) {
                    return new Match(handler, parameters.get());
                }
                allowed.addAll(route.methods());
            }
        }
        if (allowed.isEmpty()) {
            throw new HttpProblem(404, "There is nothing at this path.");
        }
        String allow = String.join(", ", allowed);
        throw new HttpProblem(405, "Use " + allow + " here.", List.of(), Map.of("Allow", allow));
    }

    /** An operation with the texts that stood for the segments in braces. */
    record Match(Handler handler, Map<String, String> parameters) {}

    private static final class Route {
        private final String[] segments;
        private final Map<String, Handler> handlers = new TreeMap<>();

        Route(String template) {
            this.segments = template.split("/", -1);
        }

        Optional<Map<String, String>> fit(String[] path) {
            if (path.length != segments.length) {
                return Optional.empty();
            }
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < path.length; i++) {
                String segment = segments[i];
                if (segment.startsWith("{")) {
                    if (path[i].isEmpty()) {
                        return Optional.empty();
                    }
                    parameters.put(segment.substring(1, segment.length() - 1), path[i]);
                } else if (!segment.equals(path[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(parameters);
        }

        /** HEAD is GET without its body, which the container leaves out. */
        @Nullable
        Handler handler(String method) {
            Handler exact = handlers.get(method);
            return exact == null && method.equals("HEAD") ? handlers.get("GET") : exact;
        }

        Set<String> methods() {
            Set<String> methods = new TreeSet<>(handlers.keySet());
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return methods;
        }
    }
}
