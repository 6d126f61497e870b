package dev.callcard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

@AnalyzeClasses(packages = "dev.callcard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    // What an integrator calls or implements; packages named internal are nobody's to call.
    private static final int MOST_PUBLIC_TYPES = 140;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.callcard.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule cardIsReadByNobodyBelowIt = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.callcard",
                    "dev.callcard.card..",
                    "dev.callcard.export..",
                    "dev.callcard.storage..",
                    "dev.callcard.memory..",
                    "dev.callcard.json..",
                    "dev.callcard.guice..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.callcard.card..");

    @ArchTest
    static final ArchRule onlyTheGuicePackageNamesGuice = noClasses()
            .that()
            .resideOutsideOfPackage("dev.callcard.guice..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..");

    @ArchTest
    static final ArchRule onlyJsonNamesJson = noClasses()
            .that(not(resideInAPackage("dev.callcard.json.."))
                    .and(not(JavaClass.Predicates.belongTo(JavaClass.Predicates.simpleName("CallStateCodec")))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.json..");

    @ArchTest
    static final ArchRule onlyJsonNamesJsonBinding = noClasses()
            .that()
            .resideOutsideOfPackage("dev.callcard.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.json.bind..", "org.eclipse.yasson..");

    @ArchTest
    static final ArchRule coreHasNoDatabaseNoServletAndNoHttpClient = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.servlet..", "java.net.http..");

    @ArchTest
    static final ArchRule onlyTheOggPackageNamesTheVorbisDecoder = noClasses()
            .that()
            .resideOutsideOfPackage("dev.callcard.recording.ogg..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.jcraft..");

    @ArchTest
    static final ArchRule onlyThePhonePackageNamesItsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("dev.callcard.phone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.i18n..");

    @ArchTest
    static final ArchRule nothingReadsTheSystemsTimeZoneOrCharset = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(TimeZone.class, "getDefault")
            .orShould()
            .callMethod(Locale.class, "getDefault")
            .orShould()
            .callMethod(Charset.class, "defaultCharset")
            .orShould()
            .callMethod(String.class, "getBytes")
            .orShould()
            .callConstructor(String.class, byte[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule nothingReadsSystemPropertiesOrStartsAThread = noClasses()
            .that()
            .resideOutsideOfPackage("dev.callcard.work..") // which stops what it starts
            .should()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors");

    @ArchTest
    static final ArchRule recordingsAreNeverReadWhole = noClasses()
            .that()
            .resideInAPackage("dev.callcard.recording..")
            .should()
            .callMethod(InputStream.class, "readAllBytes");

    @ArchTest
    static final ArchRule failuresAreOfOneFamily = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .resideInAPackage("dev.callcard..")
            .should()
            .beAssignableTo("dev.callcard.error.CallCardException");

    @ArchTest
    static void publicTypesAreFew(JavaClasses all) {
        List<JavaClass> open = all.stream()
                .filter(type -> !type.getSimpleName().equals("package-info") && isOpen(type))
                .filter(type -> !type.getPackageName().endsWith(".internal"))
                .toList();
        long top = open.stream().filter(JavaClass::isTopLevelClass).count();
        System.out.println("public types of sdk-core: " + top + " top-level, " + (open.size() - top) + " nested");

        assertThat(top).isLessThanOrEqualTo(MOST_PUBLIC_TYPES);
    }

    private static boolean isOpen(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isOpen).orElse(true);
    }
}
