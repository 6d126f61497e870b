package dev.callcard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.callcard.access.Viewer;
import dev.callcard.annotation.Annotation;
import dev.callcard.call.Call;
import dev.callcard.call.CallId;
import dev.callcard.call.CallReport;
import dev.callcard.project.ProjectId;
import dev.callcard.testkit.SystemTools;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in a browser, as a supervisor uses it. Leaves pictures in {@code target/screenshots}. */
class BrowserTest {
    private static final List<String> SECTIONS = List.of(
            "Audio",
            "Call details",
            "Comments and categories",
            "Visit",
            "Client",
            "Statistics",
            "Last visit",
            "Top 5 pages in the last 30 days",
            "Sessions history",
            "Calls history");
    private static final ProjectId DEMO = ProjectId.of("demo");
    private static final Viewer ADMIN = Viewer.of("test", DEMO, Viewer.Role.ADMIN);
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static DemoServer server;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> problems = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Path chromium = SystemTools.require("chromium", "chromium-browser", "google-chrome");
        server = DemoServer.start(DemoConfig.of(0, folder, Clock.systemUTC()));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--autoplay-policy=no-user-gesture-required")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aSupervisorListensRatesAndComments() {
        List<String> ranges = new ArrayList<>();
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = page(context);
            page.onRequest(request -> {
                if (request.url().endsWith("/recording")) {
                    ranges.add(request.headers().getOrDefault("range", ""));
                }
            });
            openCard(page);
            for (String section : SECTIONS) {
                assertThat(page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(section).setExact(true)))
                        .isVisible();
            }

            play(page);
            assertThat(ranges)
                    .isNotEmpty()
                    .allSatisfy(range -> assertThat(range).startsWith("bytes="));

            page.getByLabel("New comment").fill("Call back on Friday <b>&amp; be kind</b> 🌿");
            page.getByText("Add comment").click();
            Locator comments = page.locator("#comments");
            assertThat(comments).containsText("Call back on Friday <b>&amp; be kind</b> 🌿");
            rate(page, "managerRating", 4);
            rate(page, "callRating", 2);

            page.reload();
            assertThat(page.locator("#comments")).containsText("Call back on Friday");
            assertThat(page.locator("[data-name=managerRating] button[value='4']"))
                    .hasAttribute("aria-pressed", "true");
            assertThat(page.locator("[data-name=callRating] button[value='2']")).hasAttribute("aria-pressed", "true");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aSupervisorSharesARecordingAndDeletesIt() {
        server.callCards().recordingWork().runAll();
        try (BrowserContext context = context(1280, ColorScheme.LIGHT);
                BrowserContext elsewhere = context(360, ColorScheme.DARK)) {
            Page page = page(context);
            openCard(page);
            assertThat(page.locator("#waveform canvas")).isVisible();
            double middle =
                    ((Number) page.evaluate("() => document.querySelector('#waveform').clientWidth / 2")).doubleValue();
            page.locator("#waveform").click(new Locator.ClickOptions().setPosition(middle, 20));
            page.waitForFunction("() => document.querySelector('#player').currentTime > 1");
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("7-recording-1280-light.png")));

            page.locator("#share-recording").click();
            page.locator("#copy-link").click();
            assertThat(page.locator("#share-dialog .message")).containsText("It works until");
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("8-share-1280-light.png")));
            String link = page.locator("#new-link").inputValue();

            Page stranger = page(elsewhere);
            stranger.navigate(link);
            assertThat(stranger.locator("h1")).hasText("Recording of a call");
            stranger.evaluate("() => document.querySelector('audio').play()");
            stranger.waitForFunction("() => document.querySelector('audio').currentTime > 0.2");
            stranger.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("9-shared-360-dark.png")));
            assertThat(problems).isEmpty();

            page.locator("#links button").click();
            assertThat(page.locator("#no-links")).isVisible();
            stranger.reload();
            assertThat(stranger.locator("h1")).hasText("Nothing to hear here");
            assertThat(problems)
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem).contains("404"));
            problems.clear();

            page.locator("#share-dialog [data-close]").click();
            page.locator("#delete-recording").click();
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("10-delete-1280-light.png")));
            page.locator("#confirm-delete").click();
            assertThat(page.locator("#audio")).containsText("By Helen Marchbank");
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("11-deleted-1280-light.png")));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void anAdminHoldsExportsAndErasesACustomer() throws Exception {
        String number = "+442079460977";
        for (int i = 0; i < 3; i++) {
            report("doomed-" + i, number);
        }
        String card;
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = page(context);
            page.navigate(server.url());
            signIn(page, "admin");
            page.navigate(server.url() + "callcard/demo/?number=" + number.replace("+", "%2B"));
            page.locator("tbody a[href*='/calls/']").first().click();
            card = page.url();

            Download download = page.waitForDownload(
                    () -> page.locator("#privacy").getByText("Export data").click());
            assertThat(download.suggestedFilename()).matches("customer_[0-9a-f-]+_[0-9-]+\\.zip");
            try (ZipFile zip = new ZipFile(download.path().toFile())) {
                assertThat(zip.getEntry("README.txt")).isNotNull();
            }

            page.locator("#place-hold").click();
            page.getByLabel("Reason").fill("County court, file 2026-118 <b>");
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("12-hold-1280-light.png")));
            page.keyboard().press("Enter");
            assertThat(page.locator("#privacy")).containsText("Reason: County court, file 2026-118 <b>");
            assertThat(page.locator(".page-head .held")).hasText("Legal hold");
            assertThat(page.locator("#erase-customer")).hasCount(0);
        }
        privacyPictures(
                card,
                "13-held",
                page -> assertThat(page.locator("#release-hold")).isEnabled());

        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = page(context);
            page.navigate(server.url());
            signIn(page, "admin");
            page.navigate(card);
            page.locator("#release-hold").click();
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("14-release-1280-light.png")));
            page.locator("#confirm-release").click();
            assertThat(page.locator(".page-head .held")).hasCount(0);
        }
        privacyPictures(card, "15-erase", page -> {
            page.locator("#erase-customer").click();
            assertThat(page.locator("#confirm-erase")).isDisabled();
        });

        try (BrowserContext context = context(1280, ColorScheme.LIGHT);
                BrowserContext narrow = context(360, ColorScheme.DARK)) {
            Page page = page(context);
            page.navigate(server.url());
            signIn(page, "admin");
            page.navigate(card);
            Page other = page(narrow);
            other.navigate(server.url());
            signIn(other, "admin");
            other.navigate(card);

            page.locator("#erase-customer").click();
            page.keyboard().type("erase");
            assertThat(page.locator("#confirm-erase")).isDisabled();
            page.locator("#erase-word").fill("ERASE");
            page.locator("#confirm-erase").click();
            assertThat(page.locator("#erase-title")).hasText("The customer is erased");
            assertThat(page.locator("#receipt-erased")).containsText("Calls");
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("16-receipt-1280-light.png")));
            page.locator("#receipt-done").click();
            page.waitForURL(server.url() + "callcard/demo/");
            assertThat(problems).isEmpty();

            other.locator("#erase-customer").click();
            other.locator("#erase-word").fill("ERASE");
            other.locator("#confirm-erase").click();
            assertThat(other.locator("#erase-dialog .message")).containsText("No such customer in this project.");
            other.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("17-gone-360-dark.png")));
            assertThat(problems)
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem).contains("404"));
        }
    }

    /** Pictures of what an admin may do with a customer's data, in all widths and colours. */
    private void privacyPictures(String card, String name, Consumer<Page> before) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(360, 1280)) {
                try (BrowserContext context = context(width, scheme)) {
                    Page page = page(context);
                    page.navigate(server.url());
                    signIn(page, "admin");
                    page.navigate(card);
                    before.accept(page);
                    picture(page, name, width, scheme);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void theLogFollowsWhatHappens() {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = page(context);
            page.navigate(server.url());
            signIn(page);
            page.navigate(server.url() + "callcard/demo/");
            Locator rows = page.locator("table.calls tbody tr");
            int known = rows.count();

            CallId first = report("live-1");
            assertThat(row(page, first)).isVisible();
            assertThat(rows).hasCount(known + 1);
            assertThat(rows.first().locator("a[href$='" + first + "']")).isVisible();
            server.callCards().annotations().change(ADMIN, DEMO, first, callRating(5), OptionalLong.empty());
            assertThat(rows.first()).containsText("Call 5");

            page.evaluate("() => window.scrollTo(0, 600)");
            CallId second = report("live-2");
            Locator news = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("1 new call"));
            assertThat(news).isVisible();
            assertThat(row(page, second)).isHidden();
            assertThat(page.evaluate("() => window.scrollY")).isEqualTo(600);
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("6-news-1280-light.png")));
            news.click();
            assertThat(row(page, second)).isVisible();
            assertThat(news).isHidden();
            assertThat(rows).hasCount(known + 2);
        }
        assertThat(problems).isEmpty();
    }

    private static CallId report(String id) {
        return report(id, "+442079460958");
    }

    private static CallId report(String id, String caller) {
        CallReport report = CallReport.builder("demo", id)
                .type(Call.Type.INBOUND)
                .startedAt(Instant.now())
                .caller(caller)
                .build();
        return new CallId(UUID.fromString(server.callCards()
                .calls()
                .ingest(ADMIN, DEMO, Call.Origin.API, List.of(report))
                .get(0)
                .id()
                .orElseThrow()));
    }

    private static Locator row(Page page, CallId call) {
        return page.locator("table.calls a[href$='" + call + "']");
    }

    private static Annotation.Change callRating(int value) {
        return new Annotation.Change(Optional.empty(), Optional.empty(), Optional.of(OptionalInt.of(value)));
    }

    @Test
    void everyPageFitsItsWindow() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(360, 1280)) {
                try (BrowserContext context = context(width, scheme)) {
                    Page page = page(context);
                    page.navigate(server.url());
                    picture(page, "1-log-in", width, scheme);
                    signIn(page);
                    picture(page, "2-contacts", width, scheme);
                    page.navigate(server.url() + "contacts/1001");
                    picture(page, "3-contact", width, scheme);
                    page.navigate(server.url() + "callcard/demo/");
                    picture(page, "4-log", width, scheme);
                    page.locator("tbody a[href*='/calls/']").first().click();
                    assertThat(page.locator("#audio")).isVisible();
                    picture(page, "5-card", width, scheme);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private BrowserContext context(int width, ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 1200)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setTimezoneId("Europe/London"));
    }

    private Page page(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                problems.add(message.text());
            }
        });
        page.onPageError(problems::add);
        page.onResponse(response -> {
            if (response.status() >= 400) {
                problems.add(response.status() + " " + response.url());
            }
        });
        return page;
    }

    private static void signIn(Page page) {
        signIn(page, "supervisor");
    }

    private static void signIn(Page page, String user) {
        page.getByLabel("User").fill(user);
        page.getByLabel("Password").fill(user);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Contacts")))
                .isVisible();
    }

    private static void openCard(Page page) {
        page.navigate(server.url());
        signIn(page);
        page.getByText("Open the call log").click();
        page.navigate(page.url() + "?hasRecording=true");
        page.locator("tbody a[href*='/calls/']").first().click();
        assertThat(page.locator("#audio")).isVisible();
    }

    private static void play(Page page) {
        page.evaluate("() => document.querySelector('#player').play()");
        page.waitForFunction("() => document.querySelector('#player').currentTime > 0.5");
        Object duration = page.evaluate("() => document.querySelector('#player').duration");
        assertThat(((Number) duration).doubleValue()).isGreaterThan(10);
        Object soughtTo = page.evaluate("""
                () => new Promise((resolve, reject) => {
                  const audio = document.querySelector('#player');
                  audio.addEventListener('seeked', () => resolve(audio.currentTime), {once: true});
                  audio.addEventListener('error', () => reject(audio.error), {once: true});
                  audio.currentTime = audio.duration - 5;
                })""");
        assertThat(((Number) soughtTo).doubleValue())
                .isCloseTo(((Number) duration).doubleValue() - 5, Offset.offset(0.5));
        page.waitForFunction("from => document.querySelector('#player').currentTime > from", soughtTo);
        page.evaluate("() => document.querySelector('#player').pause()");
    }

    private static void rate(Page page, String name, int value) {
        Locator key = page.locator("[data-name=" + name + "] button[value='" + value + "']");
        key.click();
        assertThat(key).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("[data-name=" + name + "] .by")).containsText("Helen Marchbank");
    }

    private static void picture(Page page, String name, int width, ColorScheme scheme) {
        Object overflow =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue())
                .as(name + " scrolls sideways at " + width)
                .isZero();
        String file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("whole-" + file))
                .setFullPage(true));
    }
}
