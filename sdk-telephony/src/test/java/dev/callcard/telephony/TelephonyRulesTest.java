package dev.callcard.telephony;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** What this module may know. */
@AnalyzeClasses(packages = "dev.callcard.telephony", importOptions = ImportOption.DoNotIncludeTests.class)
class TelephonyRulesTest {
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.callcard.telephony.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_CORE_AND_WHAT_IT_BRINGS = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.callcard..",
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "dev.failsafe..",
                    "jakarta.json..",
                    "org.jspecify..",
                    "org.apache.hc.core5..");

    @ArchTest
    static final ArchRule ONLY_FETCHING_KNOWS_SOCKETS_AND_TLS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.callcard.telephony.fetch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.net.ssl..", "org.apache.hc..");

    /** Addresses of the host's own settings only: those from outside go through fetching. */
    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_OF_PROVIDERS_USES_THE_HTTP_CLIENT_OF_THE_JDK = noClasses()
            .that()
            .doNotHaveSimpleName("ApiClient")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule ONLY_ONE_PLACE_CONNECTS_AND_LOOKS_NAMES_UP = noClasses()
            .that()
            .doNotHaveSimpleName("HttpAudioFetcher")
            .should()
            .callMethod(InetAddress.class, "getAllByName", String.class)
            .orShould()
            .callMethod(URI.class, "toURL")
            .orShould()
            .callMethod(Socket.class, "connect", SocketAddress.class)
            .orShould()
            .callMethod(Socket.class, "connect", SocketAddress.class, int.class);

    @ArchTest
    static final ArchRule NO_DEFAULT_ZONE_AND_NO_CLOCK_OF_ITS_OWN = noClasses()
            .should()
            .callMethod(ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC");
}
