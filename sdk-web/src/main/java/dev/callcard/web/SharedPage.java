package dev.callcard.web;

import static dev.callcard.web.Html.tag;

import dev.callcard.CallCards;
import dev.callcard.phone.PhoneNumber;
import dev.callcard.project.ShareLinkSettings;
import dev.callcard.recording.sharing.ShareLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a share link and its audio: the one place that plays a recording to people who are not logged in. Every link that does
 * not work has the same answer, so that nobody learns why. Nothing may keep, index or pass on what is here.
 */
final class SharedPage {
    private static final Pattern PATH = Pattern.compile("/shared/([^/]{1,200})(/audio)?");
    private static final Map<String, String> PRIVACY = Map.of(
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Robots-Tag", "noindex, nofollow",
            "Cross-Origin-Resource-Policy", "same-origin");

    /** How long a stream goes on after its link has ended, at the most: until it is looked for again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final CallCards callCards;
    private final Assets assets;
    private final AudioResponse responses;

    SharedPage(CallCards callCards, Assets assets) {
        this.callCards = callCards;
        this.assets = assets;
        this.responses = new AudioResponse(callCards.recordings());
    }

    /** Answers a request for something shared; false if it is for something else. */
    boolean serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!path.startsWith("/shared/")) {
            return false;
        }
        PRIVACY.forEach(response::setHeader);
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new HttpProblem(405, "A shared recording can be read only.", List.of(), Map.of("Allow", "GET, HEAD"));
        }
        Matcher match = PATH.matcher(path);
        Optional<ShareLinks.Shared> shared =
                match.matches() ? callCards.shareLinks().open(match.group(1)) : Optional.empty();
        String base = Exchange.base(request);
        if (shared.isEmpty()) {
            gone(response, base);
        } else if (match.group(2) != null) {
            responses.send(shared.get().audio(), request, response, "inline", PRIVACY, stillWorks(match.group(1)));
        } else {
            if (method.equals("GET")) {
                callCards.shareLinks().opened(shared.get());
            }
            send(response, 200, base, "Recording of a call", player(base + path + "/audio", shared.get()));
        }
        return true;
    }

    /** Answers with what went wrong. A link that stopped working meanwhile is like every other that does not work. */
    void sendProblem(HttpServletResponse response, String base, HttpProblem problem) throws IOException {
        Failures.start(response, problem);
        if (problem.status() == 404) {
            gone(response, base);
        } else {
            String title = Failures.title(problem.status());
            send(response, problem.status(), base, title, notice(title, problem.detail()));
        }
    }

    /** Whether a token works, asked anew once a second for as long as somebody listens. */
    private BooleanSupplier stillWorks(String token) {
        return new BooleanSupplier() {
            private Instant looked = callCards.clock().instant();

            @Override
            public boolean getAsBoolean() {
                Instant now = callCards.clock().instant();
                if (Duration.between(looked, now).abs().compareTo(LOOK_AGAIN) < 0) {
                    return true;
                }
                looked = now;
                return callCards.shareLinks().open(token).isPresent();
            }
        };
    }

    private static Html player(String audio, ShareLinks.Shared shared) {
        Words words = new Words(shared.project().settings().timeZone());
        ShareLinkSettings settings = shared.project().settings().shareLinks();
        Html.Tag main = tag("main", "notice")
                .add(
                        tag("h1").text("Recording of a call"),
                        tag("p").add(words.timeElement(
                                        shared.call().facts().times().startedAt()))
                                .text(" (" + words.zone().getId() + ")"));
        if (settings.showCaller()) {
            PhoneNumber number = shared.call().facts().customerNumber();
            main.add(tag("p").add(tag("bdi", "number")
                    .attr("dir", "ltr")
                    .text(number.key().joins() ? number.text() : "Number withheld")));
        }
        main.add(tag("div", "player")
                .add(tag("audio")
                        .flag("controls", true)
                        .attr("preload", "metadata")
                        .attr("aria-label", "Recording of a call")
                        .attr("src", audio)));
        return main.add(tag("p", "muted")
                .add(shared.link()
                        .expiresAt()
                        .map(end -> Html.all(
                                Html.text("This link works until "),
                                words.timeElement(end),
                                Html.text(", and no longer than the recording is kept.")))
                        .orElse(Html.text("This link works as long as the recording is kept."))));
    }

    private void gone(HttpServletResponse response, String base) throws IOException {
        String title = "Nothing to hear here";
        String why =
                "This link does not work, or does not work any more. Ask the person who gave it to you for a new one.";
        send(response, 404, base, title, notice(title, why));
    }

    private static Html notice(String title, String words) {
        return tag("main", "notice").add(tag("h1").text(title), tag("p").text(words));
    }

    private void send(HttpServletResponse response, int status, String base, String title, Html content)
            throws IOException {
        StringBuilder page = new StringBuilder(2_048).append("<!doctype html>\n");
        tag("html")
                .attr("lang", "en")
                .add(
                        tag("head")
                                .add(
                                        tag("meta").attr("charset", "utf-8"),
                                        tag("meta")
                                                .attr("name", "viewport")
                                                .attr("content", "width=device-width, initial-scale=1"),
                                        tag("meta").attr("name", "color-scheme").attr("content", "light dark"),
                                        tag("meta").attr("name", "robots").attr("content", "noindex, nofollow"),
                                        tag("title").text(title),
                                        tag("link").attr("rel", "stylesheet").attr("href", base + assets.css())),
                        tag("body").add(content))
                .write(page);
        byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
        response.setContentType("text/html; charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
