package dev.callcard.guice;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.callcard.CallCards;
import dev.callcard.access.AccessPolicy;
import dev.callcard.crm.HostContacts;
import dev.callcard.inbox.InboxOptions;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.poll.PollOptions;
import dev.callcard.recording.AudioTools;
import dev.callcard.storage.Storage;
import dev.callcard.telephony.TelephonyAccounts;
import dev.callcard.visit.DeviceDetector;
import dev.callcard.visit.PlaceLocator;
import java.time.Clock;
import java.util.Optional;

/**
 * For hosts on Guice: exposes one key, {@link CallCards}. The host binds {@link Storage}, and, if it has them, {@link
 * AccessPolicy}, {@link HostContacts}, {@link DeviceDetector}, {@link PlaceLocator}, {@link AudioTools}, {@link
 * TelephonyAccounts}, {@link InboxOptions}, {@link PollOptions}, {@link ErasureKey} and {@link Clock};
 * what it does not bind is as in {@link CallCards.Builder}. Nothing else of the host's injector is touched.
 */
public final class CallCardsModule extends PrivateModule {
    @Override
    protected void configure() {
        requireBinding(Storage.class);
        optional(AccessPolicy.class);
        optional(HostContacts.class);
        optional(DeviceDetector.class);
        optional(PlaceLocator.class);
        optional(AudioTools.class);
        optional(TelephonyAccounts.class);
        optional(InboxOptions.class);
        optional(PollOptions.class);
        optional(ErasureKey.class);
        optional(Clock.class);
        expose(CallCards.class);
    }

    @Provides
    @Singleton
    CallCards callCards(
            Storage storage,
            Optional<AccessPolicy> policy,
            Optional<HostContacts> contacts,
            Optional<DeviceDetector> devices,
            Optional<PlaceLocator> places,
            Optional<AudioTools> audio,
            Optional<TelephonyAccounts> telephony,
            Optional<InboxOptions> inbox,
            Optional<PollOptions> polls,
            Optional<ErasureKey> erasureKey,
            Optional<Clock> clock) {
        CallCards.Builder builder = CallCards.builder(storage);
        policy.ifPresent(builder::policy);
        contacts.ifPresent(builder::contacts);
        devices.ifPresent(builder::devices);
        places.ifPresent(builder::places);
        audio.ifPresent(builder::audio);
        telephony.ifPresent(builder::telephony);
        inbox.ifPresent(builder::inbox);
        polls.ifPresent(builder::polls);
        erasureKey.ifPresent(builder::erasureKey);
        clock.ifPresent(builder::clock);
        return builder.build();
    }

    private <T> void optional(Class<T> port) {
        OptionalBinder.newOptionalBinder(binder(), port);
    }
}
