package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.storage.s3.S3RecordingStore;
import dev.callcard.testkit.SystemTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser plays from the object store, under the page's own content security policy. */
class DirectAudioBrowserTest {
    /** Twenty minutes: more than a browser keeps. */
    private static final int SIZE = 20 << 20;

    @TempDir
    Path folder;

    @Test
    void playerShouldGoOnThoughItsLinkHasEnded() throws Exception {
        Path chromium = SystemTools.require("chromium", "chromium-browser", "google-chrome");
        try (S3 server = new S3(folder);
                S3RecordingStore store = S3.client(server.endpoint());
                World world = World.start(setup -> setup.storage(memory -> new MemoryStorage(Clock.systemUTC(), store))
                        .options(WebOptions.builder()
                                .directAudio(Duration.ofSeconds(3))
                                .build()));
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-background-networking",
                                        "--autoplay-policy=no-user-gesture-required")));
                BrowserContext context = browser.newContext(
                        new Browser.NewContextOptions().setExtraHTTPHeaders(Map.of(World.USER, "agent")))) {
            String call = Samples.call(world);
            Samples.recording(world, call, SIZE);
            List<String> links = new CopyOnWriteArrayList<>();
            Page page = context.newPage();
            page.onRequest(request -> {
                if (request.url().startsWith(server.endpoint().toString())) {
                    links.add(request.url());
                }
            });
            page.navigate(world.origin() + World.BASE + "/northgate-windows/calls/" + call);
            page.evaluate("() => { const player = document.querySelector('#player');"
                    + " player.playbackRate = 2; player.play(); }");
            page.waitForFunction("() => document.querySelector('#player').currentTime > 0.2");
            assertThat(links).isNotEmpty();
            String first = links.get(0);

            Waits.until(() -> status(first) == 403);
            page.evaluate("() => { document.querySelector('#player').currentTime = 1200; }");

            page.waitForFunction(
                    "() => document.querySelector('#player').currentTime > 1200.2",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(10_000));
            assertThat(page.evaluate("() => document.querySelector('#player').playbackRate"))
                    .isEqualTo(2);
            assertThat(page.evaluate("() => document.querySelector('#player-error').hidden"))
                    .isEqualTo(true);
            assertThat(links.get(links.size() - 1)).as("another link").isNotEqualTo(first);
        }
    }

    private static int status(String link) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(link).toURL().openConnection();
            connection.setRequestProperty("Range", "bytes=0-0");
            return connection.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
