package dev.callcard.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The provider's API: what its dialect answers, and the trouble that is the same for all. */
final class Api implements ResponseDefinitionTransformerV2 {
    static final String NAME = "callcard-provider";
    private static final int ASKED_BEFORE_IT_IS_THERE = 2;
    private static final int TONE_SECONDS = 3;

    private final Dialect dialect;
    private final Clock clock;
    private final byte[] tone = Tone.wav(TONE_SECONDS);
    private final Map<String, ScriptedCall> calls = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private URI url = URI.create("http://127.0.0.1");
    private int refusals;
    private Duration retryAfter = Duration.ZERO;
    private boolean down;

    Api(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    synchronized void at(URI where) {
        url = where;
    }

    synchronized void know(ScriptedCall call) {
        calls.put(call.id(), call);
    }

    synchronized void limit(int questions, Duration pause) {
        refusals = questions;
        retryAfter = pause;
    }

    synchronized void outage(boolean value) {
        down = value;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        if (down) {
            return new ResponseDefinitionBuilder().withStatus(503).build();
        }
        if (refusals > 0) {
            refusals--;
            ResponseDefinitionBuilder limited = new ResponseDefinitionBuilder().withStatus(429);
            return (retryAfter.isZero()
                            ? limited
                            : limited.withHeader("Retry-After", String.valueOf(retryAfter.toSeconds())))
                    .build();
        }
        Dialect.Answer answer =
                dialect.answer(ask(event.getRequest()), new ArrayList<>(calls.values()), url, clock.instant());
        return answer.recordingOf()
                .map(this::audio)
                .orElseGet(() -> definition(answer.status(), answer.contentType())
                        .withBody(answer.body())
                        .build());
    }

    private ResponseDefinition audio(ScriptedCall call) {
        int before = asked.merge(call.id(), 1, Integer::sum) - 1;
        return switch (call.audio()) {
            case FORBIDDEN -> definition(403, "text/plain").withBody("no").build();
            case NONE, ABSENT -> definition(404, "text/plain").withBody("none").build();
            case LATE ->
                before < ASKED_BEFORE_IT_IS_THERE
                        ? definition(404, "text/plain").withBody("not yet").build()
                        : whole();
            case CUT ->
                before == 0
                        ? new ResponseDefinitionBuilder()
                                .withFault(Fault.MALFORMED_RESPONSE_CHUNK)
                                .build()
                        : whole();
            case READY -> whole();
        };
    }

    private ResponseDefinition whole() {
        return definition(200, "audio/x-wav").withBody(tone).build();
    }

    private static ResponseDefinitionBuilder definition(int status, String contentType) {
        return new ResponseDefinitionBuilder().withStatus(status).withHeader("Content-Type", contentType);
    }

    private static Dialect.Ask ask(Request request) {
        URI url = URI.create(request.getAbsoluteUrl());
        Map<String, String> query = new HashMap<>();
        if (url.getRawQuery() != null) {
            query.putAll(Forms.decode(url.getRawQuery()));
        }
        String type = request.contentTypeHeader().isPresent()
                ? request.contentTypeHeader().firstValue()
                : "";
        if (type.startsWith("application/x-www-form-urlencoded")) {
            query.putAll(Forms.decode(new String(request.getBody(), UTF_8))); // some providers are asked with forms
        }
        Map<String, String> headers = new HashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue());
        }
        return new Dialect.Ask(request.getMethod().getName(), url.getRawPath(), query, headers);
    }
}
