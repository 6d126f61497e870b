package dev.callcard.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The rules that keep the plugin small and safe. */
class ArchitectureTest {
    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.callcard.web");

    @Test
    void hostShouldSeeFourTypesOnly() {
        assertThat(PLUGIN.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("CallCardServlet", "ImportRunner", "ViewerResolver", "WebOptions");
    }

    @Test
    void pluginShouldNeedTheServletApiAndCoreOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jakarta.servlet..",
                        "jakarta.json..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "dev.callcard..")
                .check(PLUGIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.callcard.memory..")
                .check(PLUGIN);
    }

    @Test
    void recordingsShouldNotBeHeldInMemory() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.callcard.web.Assets$Asset")
                .should()
                .callMethod(InputStream.class, "readAllBytes")
                .check(PLUGIN);
    }

    @Test
    void timeShouldComeFromTheClockOfTheHost() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(PLUGIN);
    }
}
