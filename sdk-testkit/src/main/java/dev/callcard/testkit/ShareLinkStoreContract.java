package dev.callcard.testkit;

import static dev.callcard.testkit.Reports.report;
import static dev.callcard.testkit.Tenant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.audit.AuditRecord;
import dev.callcard.call.CallId;
import dev.callcard.error.NotFoundException;
import dev.callcard.recording.Recording;
import dev.callcard.recording.RecordingCatalog.Entry;
import dev.callcard.recording.sharing.ShareLink;
import dev.callcard.recording.sharing.ShareLinkStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link ShareLinkStore} does. */
public interface ShareLinkStoreContract extends StorageFixture {
    @Test
    default void linkShouldKeepEveryFieldAtItsExtremes() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.ready(call);
        ShareLink full = new ShareLink(
                tenant.id(),
                new UUID(-1L, -1L),
                call,
                Entries.LONG_NAME,
                NOON.plusNanos(1_999),
                Optional.of(Entries.LAST),
                Long.MAX_VALUE - 1);
        ShareLink bare = new ShareLink(tenant.id(), new UUID(0, 1), call, "", Instant.EPOCH, Optional.empty(), 0);

        storage().shareLinks().create(full, Entries.hash("a"), Entries.made(call));
        storage().shareLinks().create(bare, Entries.hash("b"), Entries.made(call));

        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("a"))).contains(full);
        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("b"))).contains(bare);
        assertThat(storage().shareLinks().list(tenant.id(), call, 10)).containsExactly(full, bare);
    }

    @Test
    default void linkShouldBeMadeWithItsAuditRecord() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.ready(call);
        AuditRecord record = Entries.made(call);

        storage().shareLinks().create(Entries.link(tenant, call), Entries.hash("a"), record);

        assertThat(Entries.audit(tenant)).containsExactly(record);
    }

    @Test
    default void linkShouldBeRefusedForACallWithoutAReadyRecording() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        CallId none = tenant.add(report("c1"));
        CallId expected = tenant.add(report("c2"));
        tenant.change(expected, Entry.expected(tenant.id(), expected, Optional.empty()));
        CallId deleted = tenant.add(report("c3"));
        tenant.ready(deleted);
        tenant.change(deleted, Entries.gone(tenant, deleted, Recording.State.DELETED));
        CallId ofOther = other.add(report("c1"));
        other.ready(ofOther);

        for (CallId call : List.of(none, expected, deleted, ofOther, new CallId(UUID.randomUUID()))) {
            assertThatThrownBy(() -> Entries.share(tenant, call, "a")).isInstanceOf(NotFoundException.class);
            assertThat(storage().shareLinks().list(tenant.id(), call, 10)).isEmpty();
        }
        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("a"))).isEmpty();
        assertThat(Entries.audit(tenant)).isEmpty();
    }

    @Test
    default void linksShouldBeListedNewestFirstThenByFallingId() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId other = tenant.add(report("c2"));
        tenant.ready(call);
        tenant.ready(other);
        List<ShareLink> links = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ShareLink link = new ShareLink(
                    tenant.id(),
                    new UUID(i == 3 ? -1L : i, 0),
                    call,
                    "Ann",
                    NOON.plusSeconds(i / 2),
                    Optional.empty(),
                    0);
            storage().shareLinks().create(link, Entries.hash("c" + i), Entries.made(call));
            links.add(0, link);
        }
        Entries.share(tenant, other, "x");

        assertThat(storage().shareLinks().list(tenant.id(), call, 10)).isEqualTo(links);
        assertThat(storage().shareLinks().list(tenant.id(), call, 3)).isEqualTo(links.subList(0, 3));
    }

    @Test
    default void linkShouldNotBeSeenInAnotherProject() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.ready(call);
        ShareLink link = Entries.share(tenant, call, "a");
        ShareLinkStore links = storage().shareLinks();

        assertThat(links.find(other.id(), Entries.hash("a"))).isEmpty();
        assertThat(links.find(Tenant.newId(), Entries.hash("a"))).isEmpty();
        assertThat(links.list(other.id(), call, 10)).isEmpty();
        assertThat(links.revoke(other.id(), call, link.id(), Entries.made(call)))
                .isFalse();
        assertThat(links.revokeAll(other.id(), Entries.made(call))).isZero();
        links.countAccess(other.id(), link.id());
        assertThat(links.find(tenant.id(), Entries.hash("a"))).contains(link);
        assertThat(links.find(tenant.id(), Entries.hash("b"))).isEmpty();
    }

    @Test
    default void linkShouldBeRevokedOnceAndLeaveOneRecord() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        CallId other = tenant.add(report("c2"));
        tenant.ready(call);
        ShareLink link = Entries.share(tenant, call, "a");
        ShareLink stays = Entries.share(tenant, call, "b");
        AuditRecord record = Entries.made(call);
        long before = Entries.audit(tenant).size();

        assertThat(storage().shareLinks().revoke(tenant.id(), other, link.id(), Entries.made(other)))
                .as("a link of another call")
                .isFalse();
        assertThat(storage().shareLinks().revoke(tenant.id(), call, link.id(), record))
                .isTrue();
        assertThat(storage().shareLinks().revoke(tenant.id(), call, link.id(), Entries.made(call)))
                .isFalse();

        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("a"))).isEmpty();
        assertThat(storage().shareLinks().list(tenant.id(), call, 10)).containsExactly(stays);
        assertThat(Entries.audit(tenant)).hasSize((int) before + 1).contains(record);
    }

    @Test
    default void allLinksOfAProjectShouldBeRevokedAtOnce() {
        Tenant tenant = Tenant.of(storage());
        Tenant other = Tenant.of(storage());
        for (String name : List.of("a", "b", "c")) {
            CallId call = tenant.add(report(name));
            tenant.ready(call);
            Entries.share(tenant, call, name);
        }
        CallId ofOther = other.add(report("c1"));
        other.ready(ofOther);
        ShareLink stays = Entries.share(other, ofOther, "a");
        AuditRecord record = Entries.made(ofOther);
        int before = Entries.audit(tenant).size();

        assertThat(storage().shareLinks().revokeAll(tenant.id(), record)).isEqualTo(3);
        assertThat(storage().shareLinks().revokeAll(tenant.id(), Entries.made(ofOther)))
                .isZero();

        assertThat(Entries.audit(tenant)).hasSize(before + 1).contains(record);

        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("a"))).isEmpty();
        assertThat(storage().shareLinks().find(other.id(), Entries.hash("a"))).contains(stays);
    }

    @Test
    default void everyAccessOfEightThreadsShouldBeCounted() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.ready(call);
        ShareLink link = Entries.share(tenant, call, "a");
        ShareLink unused = Entries.share(tenant, call, "b");

        Race.run(8, i -> {
            for (int n = 0; n < 5; n++) {
                storage().shareLinks().countAccess(tenant.id(), link.id());
            }
            return i;
        });
        storage().shareLinks().countAccess(tenant.id(), UUID.randomUUID());

        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("a")).map(ShareLink::accessCount))
                .contains(40L);
        assertThat(storage().shareLinks().find(tenant.id(), Entries.hash("b"))).contains(unused);
    }

    @Test
    default void noLinkShouldOutliveItsRecording() {
        Tenant tenant = Tenant.of(storage());
        CallId call = tenant.add(report("c1"));
        tenant.ready(call);

        Race.run(8, i -> {
            if (i == 0) {
                return tenant.change(call, Entries.gone(tenant, call, Recording.State.DELETED));
            }
            try {
                return Entries.share(tenant, call, "thread " + i);
            } catch (NotFoundException e) {
                return e; // the recording went first
            }
        });

        assertThat(storage().shareLinks().list(tenant.id(), call, 10)).isEmpty();
        assertThat(tenant.entry(call).map(Entry::state)).contains(Recording.State.DELETED);
    }
}
