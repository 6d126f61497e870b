package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.testkit.SystemTools.Search;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SystemToolsTest {

    @TempDir
    Path folder;

    @Test
    void requireFindsTheFirstExecutableOnThePath() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(first.resolve("browser")); // there, but not executable
        Path tool = executable(second.resolve("browser"));

        Path found = new Search(first + File.pathSeparator + second, false, Optional.empty())
                .require(List.of("browser"), "ATest");

        assertThat(found).isEqualTo(tool);
    }

    @Test
    void requireTriesTheOtherNames() throws IOException {
        Path tool = executable(folder.resolve("browser-browser"));

        Path found = new Search(folder.toString(), true, Optional.empty())
                .require(List.of("browser", "browser-browser"), "ATest");

        assertThat(found).isEqualTo(tool);
    }

    @Test
    void requireSkipsTheTestAndWritesDownTheToolWhereItMayBeMissing() {
        Path list = folder.resolve("made/on/demand.txt");
        Search search = new Search(folder.toString(), false, Optional.of(list));

        assertThatThrownBy(() -> search.require(List.of("browser", "other"), "ATest"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("browser");
        assertThatThrownBy(() -> search.require(List.of("encoder"), "BTest")).isInstanceOf(TestAbortedException.class);

        assertThat(list).content().isEqualTo("browser (wanted by ATest)\nencoder (wanted by BTest)\n");
    }

    @Test
    void requireFailsTheTestWhereTheToolMustBeThere() {
        Path list = folder.resolve("list.txt");

        assertThatThrownBy(() ->
                        new Search(folder.toString(), true, Optional.of(list)).require(List.of("browser"), "ATest"))
                .isInstanceOf(AssertionError.class)
                .isNotInstanceOf(TestAbortedException.class)
                .hasMessageContaining("browser");

        assertThat(list).doesNotExist();
    }

    private static Path executable(Path file) throws IOException {
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
