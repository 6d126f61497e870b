package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.callcard.crm.HostContacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and visitors send is text on every page, whatever it looks like. */
class EscapingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title><svg onload=alert(1)>",
                "</textarea></template><script>alert(1)</script>",
                "<!--<script>",
                "]]><x>",
                "&lt;b&gt; &amp; &#39;",
                "`${alert(1)}`",
                "javascript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "\u2028<\u2029\u202e\ud83d\udc4d<a",
                "{{7*7}}<%=1%>"
            })
    void hostileTextShouldStayText(String payload) {
        List<Dom> hostile = pages(payload);
        List<Dom> harmless = pages("a harmless text that means nothing");
        for (int i = 0; i < hostile.size(); i++) {
            Dom page = hostile.get(i);
            assertThat(page.text()).contains(payload.strip());
            assertThat(page.elements())
                    .noneMatch(element -> element.name().equals("script")
                            && !element.attributes().containsKey("src"));
            assertThat(page.elements().stream().flatMap(element -> element.attributes().keySet().stream()))
                    .noneMatch(name -> name.startsWith("on") || name.equals("style"));
            assertThat(page.values("href")).allMatch(EscapingTest::isHarmless);
            assertThat(page.values("src")).allMatch(src -> src.startsWith(World.BASE + "/"));
            // Addresses of the payload's pages may or may not be links; apart from that nothing may change.
            assertThat(shape(page)).isEqualTo(shape(harmless.get(i)));
        }
    }

    private static String shape(Dom page) {
        return page.shape().replaceAll("a\\[class, href, rel, target, title, dir]", "span[class, title, dir]");
    }

    private static boolean isHarmless(String href) {
        return href.startsWith("/") && !href.startsWith("//")
                || href.startsWith("?")
                || href.startsWith("https://")
                || href.startsWith("http://");
    }

    /** Puts a text wherever a text can come from, and gives the pages of the log and of the card. */
    private static List<Dom> pages(String text) {
        try (World world =
                World.start(setup -> setup.contacts((viewer, project, number) -> List.of(new HostContacts.Contact(
                        text, text, Optional.of(text), Optional.of("https://crm.example/a?b=<\"'>")))))) {
            world.admin()
                    .json(
                            "PUT",
                            World.API + "/settings",
                            object().set(
                                            "categories",
                                            Contract.JSON
                                                    .createArrayNode()
                                                    .add(object().put("id", "odd")
                                                            .put("name", text)
                                                            .put("color", "#000000")))
                                    .toString())
                    .is(200);
            ArrayNode events = Contract.JSON.createArrayNode();
            events.add(event("e1", "2026-11-19T10:00:00Z", "https://www.northgate.example/", text)
                    .put("referrer", text));
            events.add(event("e2", "2026-11-20T10:00:00Z", url(text), text).put("referrer", text));
            events.add(event("e3", "2026-11-20T10:01:00Z", text, text));
            world.integration()
                    .json("POST", World.API + "/visit-events", events.toString())
                    .is(200);
            String id = world.integration()
                    .json("POST", World.API + "/calls", report(text).toString())
                    .is(200)
                    .json()
                    .at("/results/0/id")
                    .asText();
            String call = World.API + "/calls/" + id;
            world.supervisor()
                    .json("PATCH", call + "/annotation", "{\"categories\": [\"odd\"], \"callRating\": 1}")
                    .is(200);
            world.supervisor()
                    .json("POST", call + "/comments", object().put("text", text).toString())
                    .is(201);
            String filter = "?agent=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
            Dom filtered = Dom.parse(world.supervisor()
                    .get("/northgate-windows/" + filter)
                    .is(200)
                    .text());
            assertThat(filtered.byId("f-agent").attributes()).containsEntry("value", text);
            return List.of(
                    Dom.parse(world.supervisor()
                            .get("/northgate-windows/")
                            .is(200)
                            .text()),
                    Dom.parse(world.supervisor()
                            .get("/northgate-windows/calls/" + id)
                            .is(200)
                            .text()));
        }
    }

    private static ObjectNode event(String id, String at, String url, String title) {
        return object().put("eventId", id)
                .put("visitorId", "v")
                .put("type", "pageView")
                .put("at", at)
                .put("url", url)
                .put("title", title)
                .put("userAgent", title)
                .put("ip", "203.0.113.42");
    }

    private static String url(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return "https://www.northgate.example/?utm_source=" + encoded + "&utm_medium=" + encoded + "&utm_campaign="
                + encoded + "&utm_term=" + encoded + "&utm_content=" + encoded;
    }

    private static ObjectNode report(String text) {
        ObjectNode report = object().put("provider", "a")
                .put("account", text)
                .put("providerCallId", text)
                .put("type", "INBOUND")
                .put("startedAt", "2026-11-20T10:00:30Z")
                .put("outcome", text)
                .put("caller", "020 7946 0958")
                .put("destination", text)
                .put("department", text)
                .put("scheme", text)
                .put("visitorId", "v");
        report.set("agent", object().put("id", "17").put("name", text).put("number", text));
        return report;
    }

    private static ObjectNode object() {
        return Contract.JSON.createObjectNode();
    }

    @Test
    void codeShouldNotGetIntoAttributesByAccident() {
        for (String url : List.of("javascript:alert(1)", "data:,x", "//a", "/\\a", "vbscript:x", "", " /a", "\t//a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Html.tag("a").attr("href", url));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Html.tag("a").attr("onclick", "a()"));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.tag("a").attr("style", "a"));
    }

    @Test
    void controlCharactersShouldBeReplaced() {
        StringBuilder out = new StringBuilder();
        Html.text("a\u0000\u001b[31m\r\nb\u007f").write(out);
        assertThat(out.toString()).isEqualTo("a\ufffd\ufffd[31m\ufffd\nb\ufffd");
    }
}
