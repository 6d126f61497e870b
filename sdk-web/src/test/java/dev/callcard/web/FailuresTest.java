package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.callcard.error.UnavailableException;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.paging.Page;
import dev.callcard.paging.PageRequest;
import dev.callcard.project.Project;
import dev.callcard.project.ProjectId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures are told without telling anything about anybody. */
class FailuresTest {
    private static final String SECRET = "+442079460958";

    @Test
    void storeThatIsAwayShouldBeUnavailable() {
        RuntimeException away = new UnavailableException(
                "read the log", Duration.ofSeconds(5), new IllegalStateException("down for " + SECRET));
        try (World world = World.start(setup -> setup.storage(storage -> new WithLog(storage, broken(away))))) {
            Api.Answer api = world.admin().get(World.API + "/calls").is(503);
            assertThat(api.header("Retry-After")).contains("5");
            assertThat(api.text()).doesNotContain(SECRET);
            assertThat(world.admin().get("/northgate-windows/").is(503).text()).contains("Reload the page");
        }
    }

    @Test
    void failureShouldTellNothing() {
        RuntimeException bug = new IllegalStateException("cannot dial " + SECRET);
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (World world = World.start(setup -> setup.storage(storage -> new WithLog(storage, broken(bug))))) {
            Api.Answer api =
                    world.admin().get(World.API + "/calls?number=" + SECRET).is(500);
            assertThat(api.text()).doesNotContain(SECRET, "IllegalState", "java");
            assertThat(world.admin()
                            .get("/northgate-windows/?number=" + SECRET)
                            .is(500)
                            .text())
                    .doesNotContain(SECRET, "IllegalState");
            world.stranger().as("broken").get(World.API + "/calls").is(500);
        } finally {
            System.setErr(err);
        }
        String logged = log.toString(StandardCharsets.UTF_8);
        assertThat(logged).contains("java.lang.IllegalStateException").doesNotContain(SECRET, "079460958");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "'self'; script-src *",
                "javascript:",
                "https://a/b",
                "https://a\r\nX: y",
                "'unsafe-inline'"
            })
    void frameAncestorsShouldBeSources(String source) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebOptions.builder().frameAncestors(List.of(source)));
    }

    @Test
    void optionsShouldBeChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebOptions.builder().frameAncestors(List.of()));
        for (String url : List.of("/callcard", "ftp://a/", "https:a", "mailto:a@b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WebOptions.builder().publicBaseUrl(Optional.of(URI.create(url))));
        }
        for (String source :
                List.of("'none'", "https:", "https://*.example.com", "crm.example.com:8443", "http://[::1]:8080")) {
            assertThat(WebOptions.builder()
                            .frameAncestors(List.of(source))
                            .build()
                            .frameAncestors())
                    .containsExactly(source);
        }
    }

    private static LogStore broken(RuntimeException failure) {
        return new LogStore() {
            @Override
            public Page<Line> read(Project project, LogFilter filter, PageRequest page) {
                throw failure;
            }

            @Override
            public List<Change> changes(ProjectId project, Position after, int limit) {
                throw failure;
            }

            @Override
            public int forgetChanges(Instant before, int limit) {
                throw failure;
            }
        };
    }
}
