package dev.callcard.demo;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.callcard.crm.HostContacts;
import dev.callcard.demo.crm.CrmContacts;
import dev.callcard.demo.crm.CrmDatabase;
import dev.callcard.demo.sample.SamplePlaces;
import dev.callcard.guice.CallCardsModule;
import dev.callcard.ledger.ErasureKey;
import dev.callcard.recording.AudioTools;
import dev.callcard.recording.FfmpegTranscoder;
import dev.callcard.recording.Transcoder;
import dev.callcard.recording.ogg.OggVorbisAnalyzer;
import dev.callcard.storage.Storage;
import dev.callcard.storage.jdbc.JdbcStorage;
import dev.callcard.visit.DeviceDetector;
import dev.callcard.visit.PlaceLocator;
import java.time.Clock;
import java.util.Optional;

/** What the demo brings to Callcard: storage, contacts, devices, places, an erasure key, a clock. */
final class DemoModule extends AbstractModule {
    private final DemoConfig config;
    private final ErasureKey erasureKey;

    /** The data folder must be this process's own. */
    DemoModule(DemoConfig config) throws StartException {
        this.config = config;
        this.erasureKey = KeyFile.open(config.data().resolve("erasure.key"));
    }

    @Override
    protected void configure() {
        install(new CallCardsModule());
        bind(Clock.class).toInstance(config.clock());
        bind(DemoConfig.class).toInstance(config);
        bind(ErasureKey.class).toInstance(erasureKey);
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

    /** Recordings are drawn; WAV and MP3 become Ogg where ffmpeg is installed. The sample's providers do not exist, so nobody is asked. */
    @Provides
    @Singleton
    AudioTools audio() {
        return new AudioTools(
                FfmpegTranscoder.find("ffmpeg").map(Transcoder.class::cast),
                Optional.of(new OggVorbisAnalyzer()),
                Optional.empty(),
                Optional.empty());
    }

    @Provides
    @Singleton
    CrmDatabase crmDatabase() {
        return CrmDatabase.open(config.data().resolve("crm"));
    }
}
