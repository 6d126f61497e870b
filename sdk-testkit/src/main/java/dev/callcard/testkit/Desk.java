package dev.callcard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.CallCards;
import dev.callcard.access.Viewer;
import dev.callcard.call.Call;
import dev.callcard.inbox.QuarantinedEvent;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.log.LogFilter;
import dev.callcard.log.LogStore;
import dev.callcard.storage.Storage;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.TelephonyAccounts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A project with one account at a provider, and somebody who may look at everything, at some time. */
final class Desk {
    private static final String SECRET = "s3cret";

    final Tenant tenant;
    final ScriptedProvider provider;
    final Viewer admin;
    final CallCards callCards;

    /** A new project at {@link Tenant#NOON}. */
    Desk(Storage storage) {
        this(Tenant.of(storage), new ScriptedProvider("main", SECRET), Tenant.NOON);
    }

    private Desk(Tenant tenant, ScriptedProvider provider, Instant now) {
        this.tenant = tenant;
        this.provider = provider;
        this.admin = Viewer.of("ann", tenant.id(), Viewer.Role.ADMIN);
        this.callCards = CallCards.builder(tenant.storage)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .erasureKey(ErasureKey.of(new byte[ErasureKey.MIN_BYTES]))
                .telephony(TelephonyAccounts.of(List.of(new TelephonyAccounts.Account(tenant.id(), provider))))
                .build();
    }

    /** The same at another time. */
    Desk at(Instant now) {
        return new Desk(tenant, provider, now);
    }

    void push(String json) {
        push(provider.push(json));
    }

    void push(PushContent content) {
        push(new PushRequest("POST", Map.of("X-Secret", List.of(SECRET)), content));
    }

    private void push(PushRequest request) {
        assertThat(callCards.inbox().receive(tenant.id(), ScriptedProvider.NAME, "main", request))
                .isEmpty();
    }

    List<QuarantinedEvent> quarantine() {
        return Tenant.all(500, page -> callCards.inbox().quarantined(admin, tenant.id(), page));
    }

    List<Call> calls() {
        return Tenant.all(
                        500,
                        page -> tenant.storage
                                .log()
                                .read(tenant.project(), LogFilter.builder().build(), page))
                .stream()
                .map(LogStore.Line::call)
                .toList();
    }

    Call onlyCall() {
        List<Call> calls = calls();
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    /** How many changes those who follow the log were told of. */
    int changes() {
        return tenant.storage
                .log()
                .changes(tenant.id(), LogStore.Position.before(Instant.EPOCH), 10_000)
                .size();
    }
}
