package dev.callcard.web;

import dev.callcard.CallCards;
import dev.callcard.json.SettingsJson;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The settings of a project. */
final class SettingsHandlers {
    private final CallCards callCards;
    private final Bodies bodies;

    SettingsHandlers(CallCards callCards, Bodies bodies) {
        this.callCards = callCards;
        this.bodies = bodies;
    }

    void get(Exchange exchange) throws IOException {
        answer(exchange, callCards.projects().settings(exchange.viewer(), exchange.project()));
    }

    void put(Exchange exchange) throws IOException {
        Project known = callCards.projects().settings(exchange.viewer(), exchange.project());
        ProjectSettings settings = SettingsJson.read(bodies.json(exchange.request()), known.settings());
        // Members that were left out were read just now; if somebody changes them meanwhile, that change must not be
        // lost.
        OptionalLong expected =
                exchange.header("If-Match").isPresent() ? exchange.ifMatch() : OptionalLong.of(known.version());
        answer(exchange, callCards.projects().save(exchange.viewer(), exchange.project(), settings, expected));
    }

    private static void answer(Exchange exchange, Project project) throws IOException {
        exchange.etag(project.version());
        byte[] json = SettingsJson.write(project.settings()).getBytes(StandardCharsets.UTF_8);
        exchange.json(200, out -> out.write(json));
    }
}
