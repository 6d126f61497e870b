package dev.callcard.demo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java snippet of the docs is a part of a test that is compiled and run: between {@code // tag::name[]} and {@code //
 * end::name[]} in the test, between {@code <!-- snippet: name -->} and {@code <!-- end of snippet -->} in the page. With
 * {@code -Dcallcard.updateSnippets=true} the pages are brought up to date instead of compared.
 */
class SnippetsTest {
    private static final Path ROOT = Path.of(System.getProperty("callcard.root", "../.."));
    private static final Pattern IN_PAGE =
            Pattern.compile("(<!-- snippet: ([a-z-]+) -->\n)(.*?)(<!-- end of snippet -->)", Pattern.DOTALL);
    private static final Pattern IN_TEST =
            Pattern.compile("// tag::([a-z-]+)\\[]\n(.*?)\\s*// end::\\1\\[]", Pattern.DOTALL);

    @Test
    void snippetsOfThePagesShouldBeThoseOfTheTests() throws IOException {
        Map<String, String> tested = new HashMap<>();
        for (Path test : files(ROOT, ".java")) {
            Matcher matcher = IN_TEST.matcher(read(test));
            while (matcher.find()) {
                assertThat(tested.put(matcher.group(1), dedent(matcher.group(2))))
                        .as("snippets have names of their own: %s", matcher.group(1))
                        .isNull();
            }
        }
        List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
        pages.add(ROOT.resolve("README.md"));
        TreeSet<String> shown = new TreeSet<>();
        for (Path page : pages) {
            String text = read(page);
            String current = IN_PAGE.matcher(text).replaceAll(found -> {
                shown.add(found.group(2));
                assertThat(tested).as("%s shows a snippet of a test", page).containsKey(found.group(2));
                String code = "```java\n" + tested.get(found.group(2)) + "\n```\n";
                return Matcher.quoteReplacement(found.group(1) + code + found.group(4));
            });
            if (Boolean.getBoolean("callcard.updateSnippets")) {
                Files.writeString(page, current);
            } else {
                assertThat(text).as("%s is up to date", page).isEqualTo(current);
            }
        }
        assertThat(shown).contains("quick-start", "own-database");
    }

    private static String dedent(String code) {
        int margin = code.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return String.join(
                        "\n",
                        code.lines()
                                .map(line -> line.isBlank() ? "" : line.substring(margin))
                                .toList())
                .strip();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !path.toString().contains("target"))
                    .filter(path -> !path.endsWith("SnippetsTest.java"))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
