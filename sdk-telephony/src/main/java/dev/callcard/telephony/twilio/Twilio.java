package dev.callcard.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callcard.call.CallReport;
import dev.callcard.error.InvalidInputException;
import dev.callcard.telephony.CallPoller;
import dev.callcard.telephony.Capabilities;
import dev.callcard.telephony.ProviderException;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushReceiver;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.RecordingLocator;
import dev.callcard.telephony.SelfCheck;
import dev.callcard.telephony.UnreadablePushException;
import dev.callcard.telephony.Verdict;
import dev.callcard.telephony.internal.ApiClient;
import dev.callcard.telephony.internal.JsonText;
import dev.callcard.telephony.internal.Signatures;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account at Twilio: takes status and recording callbacks, asks the REST API for the calls and recordings of a period, and logs in
 * where recordings are fetched. A child leg
 * ({@code ParentCallSid}) is a leg of its parent's call. Thread-safe.
 */
public final class Twilio implements PushReceiver, CallPoller, RecordingLocator, SelfCheck {
    /** The provider's name. */
    public static final String NAME = "twilio";

    private static final Pattern SID = Pattern.compile("AC[0-9a-f]{32}");
    private static final Capabilities CAPABILITIES = new Capabilities(
            false,
            Duration.ofHours(2),
            List.of(
                    "An incoming call counts as answered once Twilio itself picks up, unless dialled legs decide.",
                    "Calls over a SIP trunk send no callbacks and are found by polling only.",
                    "Withheld numbers may come as numbers that nobody has, such as +266696687: list them in the project's anonymous"
                            + " numbers."));

    private final String account;
    private final Proof proof;
    private final Messages messages;
    private final URI publicUrl;
    private final URI api;
    private final ApiClient client;
    private final Map<String, String> login;

    private Twilio(Builder builder) {
        this.account = builder.account;
        this.publicUrl = builder.publicUrl;
        this.proof = new Proof(Signatures.under(builder.tokens), publicUrl);
        this.messages = new Messages(account, builder.legsAnswer);
        this.api = builder.api;
        this.client = builder.client;
        this.login = Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((account + ":" + builder.tokens.get(0)).getBytes(UTF_8)));
    }

    /**
     * Starts to set an account up.
     *
     * @param accountSid the account's SID, {@code AC} and 32 hex digits
     * @param authTokens the auth token, a secret; while it is being replaced, the new one and after it the old one
     * @param publicUrl the address of the webhook as it is entered at Twilio, without query
     * @return a builder
     * @throws IllegalArgumentException if something is missing or has another form
     */
    public static Builder builder(String accountSid, List<String> authTokens, URI publicUrl) {
        return new Builder(accountSid, authTokens, publicUrl);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Verdict verify(PushRequest request) {
        return proof.verify(request);
    }

    @Override
    public List<CallReport> read(PushContent content) throws UnreadablePushException {
        return messages.read(content);
    }

    @Override
    public Duration longestSlice() {
        return Duration.ofDays(1);
    }

    @Override
    public Page poll(Slice slice) throws ProviderException {
        String path = slice.cursor().orElseGet(() -> list("Calls", "StartTime", slice));
        JsonObject answer = ask(path);
        List<CallReport> reports = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        boolean calls = path.startsWith(path("Calls"));
        for (JsonValue item : items(answer, calls ? "calls" : "recordings")) {
            try {
                JsonObject object = item instanceof JsonObject known ? known : JsonValue.EMPTY_JSON_OBJECT;
                reports.addAll(calls ? messages.listed(object) : List.of(recording(object)));
            } catch (UnreadablePushException e) {
                unreadable.add(e.reason());
            } catch (InvalidInputException e) {
                unreadable.add(
                        e.errors().get(0).pointer() + " " + e.errors().get(0).message() + ".");
            }
        }
        Optional<String> next = JsonText.text(answer, "next_page_uri").filter(this::isOurs);
        return new Page(
                reports,
                unreadable,
                calls ? next.or(() -> Optional.of(list("Recordings", "DateCreated", slice))) : next);
    }

    @Override
    public Location locate(URI reference) {
        boolean ours = reference.toString().startsWith(api + path("Recordings/"));
        return ours
                ? new Location(reference, Optional.ofNullable(login.get("Authorization")))
                : Location.open(reference);
    }

    @Override
    public List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        findings.add(credentials());
        PushContent sample = new PushContent("sample=1", "", new byte[0]);
        boolean signs = verify(
                        new PushRequest("GET", Map.of("X-Twilio-Signature", List.of(proof.sign("sample=1"))), sample))
                .equals(Verdict.genuine());
        findings.add(
                signs
                        ? Finding.ok("signature", "A sample that was signed with the auth token is accepted.")
                        : Finding.failed("signature", "A sample that was signed with the auth token is refused."));
        findings.add(address());
        return findings;
    }

    private Finding credentials() {
        try {
            ask("/2010-04-01/Accounts/" + account + "/Recordings.json?PageSize=1");
            return Finding.ok("credentials", "Twilio accepts the account SID and auth token, and lists recordings.");
        } catch (ProviderException e) {
            return Finding.failed("credentials", e.reason());
        }
    }

    private Finding address() {
        String end = "/webhooks/" + NAME + "/" + account;
        if (!publicUrl.getScheme().equals("https")) {
            return Finding.warning(
                    "public URL", "The public URL does not begin with https, so anybody on the way can read calls.");
        }
        if (!publicUrl.getPath().endsWith(end)) {
            return Finding.failed("public URL", "The public URL must end with " + end + ".");
        }
        return Finding.ok(
                "public URL",
                "The public URL has the right form; whether Twilio can reach it shows with the first call.");
    }

    private CallReport recording(JsonObject item) throws UnreadablePushException {
        String call = JsonText.text(item, "call_sid")
                .orElseThrow(() -> new UnreadablePushException("The field call_sid is missing."));
        Optional<String> url = JsonText.text(item, "sid").map(sid -> api + path("Recordings/" + sid));
        return messages.recording(
                call,
                JsonText.text(item, "status").orElse("completed"),
                url,
                JsonText.text(item, "date_updated").flatMap(Messages::instant));
    }

    private JsonObject ask(String path) throws ProviderException {
        if (client.json(URI.create(api + path), login) instanceof JsonObject answer) {
            return answer;
        }
        throw new ProviderException(
                ProviderException.Kind.UNREADABLE, "The provider's answer is no object.", Optional.empty());
    }

    private static JsonArray items(JsonObject answer, String name) throws ProviderException {
        if (answer.get(name) instanceof JsonArray items) {
            return items;
        }
        throw new ProviderException(
                ProviderException.Kind.UNREADABLE, "The provider's answer has no list of calls.", Optional.empty());
    }

    private String path(String what) {
        return "/2010-04-01/Accounts/" + account + "/" + what;
    }

    private String list(String what, String by, Slice slice) {
        return path(what) + ".json?PageSize=1000&" + parameter(by + ">", slice.from()) + "&"
                + parameter(by + "<", slice.to());
    }

    private static String parameter(String name, Instant at) {
        return URLEncoder.encode(name, UTF_8) + "="
                + URLEncoder.encode(at.truncatedTo(ChronoUnit.SECONDS).toString(), UTF_8);
    }

    /** Credentials go nowhere but to lists of this account. */
    private boolean isOurs(String next) {
        return next.startsWith(path("Calls.json?")) || next.startsWith(path("Recordings.json?"));
    }

    /** Sets an account up. Not thread-safe. */
    public static final class Builder {
        private final String account;
        private final List<String> tokens;
        private final URI publicUrl;
        private URI api = URI.create("https://api.twilio.com");
        private ApiClient client = ApiClient.builder().build();
        private boolean legsAnswer;

        private Builder(String account, List<String> tokens, URI publicUrl) {
            if (!SID.matcher(account).matches()) {
                throw new IllegalArgumentException("accountSid must be AC and 32 hex digits");
            }
            if (publicUrl.getScheme() == null || publicUrl.getHost() == null || publicUrl.getRawQuery() != null) {
                throw new IllegalArgumentException("publicUrl must be absolute and have no query");
            }
            this.account = account;
            this.tokens = List.copyOf(tokens);
            this.publicUrl = publicUrl;
        }

        /**
         * Sets where the REST API is; {@code https://api.twilio.com} unless set.
         *
         * @param value an address without a slash at the end
         * @return this builder
         */
        public Builder apiUrl(URI value) {
            api = Objects.requireNonNull(value, "apiUrl");
            return this;
        }

        /**
         * Sets that a call is answered when one of the legs is that TwiML dials, and not when Twilio picks up to run it. To be set where
         * the status callbacks of {@code <Dial>} come here too; otherwise no call would ever be answered.
         *
         * @return this builder
         */
        public Builder answeredByLegs() {
            legsAnswer = true;
            return this;
        }

        /**
         * Sets how patient the client of the REST API is; 20 s and half a second unless set.
         *
         * @param timeout how long it waits for an answer
         * @param pause how long it waits at first before it asks again
         * @return this builder
         */
        public Builder patience(Duration timeout, Duration pause) {
            client = ApiClient.builder()
                    .patience(timeout, pause, pause.multipliedBy(60))
                    .build();
            return this;
        }

        /**
         * Makes the account.
         *
         * @return never null
         * @throws IllegalArgumentException if there is no auth token, or an empty one
         */
        public Twilio build() {
            return new Twilio(this);
        }
    }
}
