package dev.callcard.demo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.callcard.crm.HostContacts;
import dev.callcard.demo.crm.CrmContacts;
import dev.callcard.demo.crm.CrmDatabase;
import dev.callcard.demo.sample.SamplePlaces;
import dev.callcard.guice.CallCardsModule;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.visit.DeviceDetector;
import dev.callcard.visit.PlaceLocator;
import java.time.Clock;

/** What the demo brings to Callcard: storage, contacts, devices, places, a clock. */
final class DemoModule extends AbstractModule {
    private final DemoConfig config;

    DemoModule(DemoConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        install(new CallCardsModule());
        bind(Clock.class).toInstance(config.clock());
        bind(DemoConfig.class).toInstance(config);
        bind(Storage.class).to(JdbcStorage.class);
        bind(HostContacts.class).to(CrmContacts.class);
        bind(DeviceDetector.class).to(UserAgents.class);
        bind(PlaceLocator.class).to(SamplePlaces.class);
    }

    @Provides
    @Singleton
    JdbcStorage storage() {
        return JdbcStorage.embedded(config.data().resolve("callcard"));
    }

    @Provides
    @Singleton
    CrmDatabase crmDatabase() {
        return CrmDatabase.open(config.data().resolve("crm"));
    }
}
