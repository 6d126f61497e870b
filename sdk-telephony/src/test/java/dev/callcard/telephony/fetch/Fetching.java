package dev.callcard.telephony.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.callcard.project.ProjectId;
import dev.callcard.recording.AudioFetcher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;

/** What tests of fetching have in common. */
final class Fetching {
    /** Stands in every address and in all credentials, and must never come out again. */
    static final String SECRET = "s3cr3t-canary";

    private Fetching() {}

    static HttpAudioFetcher.Builder local() {
        return HttpAudioFetcher.builder().allowNetwork("127.0.0.1/32");
    }

    static AudioFetcher.Source source(String url) {
        return new AudioFetcher.Source(ProjectId.of("shop"), "acme", "main", URI.create(url));
    }

    /** Fetches in vain, and sees to it that the failure tells nothing. */
    static AudioFetcher.FetchException failure(AudioFetcher fetcher, AudioFetcher.Source source, Path into) {
        Throwable thrown = catchThrowable(() -> fetcher.fetch(source, into));
        assertThat(thrown).isInstanceOf(AudioFetcher.FetchException.class);
        StringWriter told = new StringWriter();
        thrown.printStackTrace(new PrintWriter(told, true));
        assertThat(told.toString()).doesNotContain(SECRET, "127.0.0.1");
        if (!source.url().toString().isEmpty()) {
            assertThat(told.toString())
                    .doesNotContain(source.url().toString(), source.url().getSchemeSpecificPart());
        }
        assertThat(thrown.getMessage()).matches("[A-Z][^\r\n]*\\.");
        return (AudioFetcher.FetchException) thrown;
    }
}
