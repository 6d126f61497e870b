package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.CallCards;
import dev.callcard.call.CallReport;
import dev.callcard.error.UnavailableException;
import dev.callcard.inbox.InboxOptions;
import dev.callcard.memory.MemoryStorage;
import dev.callcard.project.ProjectId;
import dev.callcard.project.ProjectSettings;
import dev.callcard.telephony.Capabilities;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushReceiver;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.telephony.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More pushes at once than there are places. */
class InboxOverloadTest {
    private static final ProjectId SHOP = ProjectId.of("shop");
    private static final PushRequest PUSH =
            new PushRequest("POST", Map.of(), new PushContent("", "text/plain", new byte[0]));

    @Test
    void whoComesWhenAllPlacesAreTakenShouldBeAskedToComeAgain() throws Exception {
        Slow provider = new Slow();
        CallCards callCards = CallCards.builder(new MemoryStorage(Clock.systemUTC()))
                .telephony(TelephonyAccounts.of(List.of(new TelephonyAccounts.Account(SHOP, provider))))
                .inbox(new InboxOptions(Duration.ofDays(1), Duration.ofDays(1), 2))
                .build();
        callCards.projects().create(SHOP, ProjectSettings.builder("GB").build());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Optional<String>> first =
                    threads.submit(() -> callCards.inbox().receive(SHOP, "slow", "main", PUSH));
            Future<Optional<String>> second =
                    threads.submit(() -> callCards.inbox().receive(SHOP, "slow", "main", PUSH));
            assertThat(provider.reading.await(1, TimeUnit.MINUTES)).isTrue();

            assertThatThrownBy(() -> callCards.inbox().receive(SHOP, "slow", "main", PUSH))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(2)));

            provider.go.countDown();
            assertThat(first.get(1, TimeUnit.MINUTES)).isEmpty();
            assertThat(second.get(1, TimeUnit.MINUTES)).isEmpty();
            assertThat(callCards.inbox().receive(SHOP, "slow", "main", PUSH)).isEmpty();
        } finally {
            provider.go.countDown();
            threads.shutdownNow();
        }
    }

    /** Reads once it is told to. */
    private static final class Slow implements PushReceiver {
        private final CountDownLatch reading = new CountDownLatch(2);
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String account() {
            return "main";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(true, Duration.ZERO, List.of());
        }

        @Override
        public Verdict verify(PushRequest request) {
            return Verdict.genuine();
        }

        @Override
        public List<CallReport> read(PushContent content) {
            reading.countDown();
            try {
                if (!go.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("nobody let it go on");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return List.of();
        }
    }
}
