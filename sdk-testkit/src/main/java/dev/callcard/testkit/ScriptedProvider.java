package dev.callcard.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callcard.call.CallReport;
import dev.callcard.error.FieldError;
import dev.callcard.json.CallReportJson;
import dev.callcard.json.UnreadableJsonException;
import dev.callcard.telephony.CallPoller;
import dev.callcard.telephony.Capabilities;
import dev.callcard.telephony.ProviderException;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushReceiver;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.SelfCheck;
import dev.callcard.telephony.UnreadablePushException;
import dev.callcard.telephony.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A provider that does what a test says: it pushes neutral reports as JSON with a secret in the header {@code X-Secret}, and can be
 * asked for the calls that it was given. Thread-safe.
 */
public final class ScriptedProvider implements PushReceiver, CallPoller, SelfCheck {
    /** Its name. */
    public static final String NAME = "scripted";

    private static final int PAGE = 100;

    private final String account;
    private final String secret;
    private final List<Told> calls = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    /**
     * A provider.
     *
     * @param account the account's name
     * @param secret what a push must bring
     */
    public ScriptedProvider(String account, String secret) {
        this.account = account;
        this.secret = secret;
    }

    /**
     * Makes a call that the provider tells of when it is asked.
     *
     * @param startedAt when it started
     * @param report what is told
     */
    public void tells(Instant startedAt, CallReport report) {
        calls.add(new Told(startedAt, report));
    }

    /**
     * Sets whether the provider answers.
     *
     * @param value true if it does not
     */
    public void down(boolean value) {
        down = value;
    }

    /**
     * A push as the provider sends it.
     *
     * @param json a neutral report or an array of them
     * @return the request
     */
    public PushRequest push(String json) {
        return push(json, secret);
    }

    /**
     * A push as somebody sends it.
     *
     * @param json a neutral report or an array of them
     * @param proof the secret that goes with it
     * @return the request
     */
    public static PushRequest push(String json, String proof) {
        return new PushRequest(
                "POST",
                Map.of("X-Secret", List.of(proof)),
                new PushContent("", "application/json", json.getBytes(UTF_8)));
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
        return new Capabilities(false, Duration.ofHours(1), List.of("It tells what the test says."));
    }

    @Override
    public Verdict verify(PushRequest request) {
        boolean right = request.header("X-Secret")
                .filter(proof -> MessageDigest.isEqual(proof.getBytes(UTF_8), secret.getBytes(UTF_8)))
                .isPresent();
        return right ? Verdict.genuine() : Verdict.refused("The header X-Secret is missing or wrong.");
    }

    @Override
    public List<CallReport> read(PushContent content) throws UnreadablePushException {
        try {
            List<CallReport> reports = new ArrayList<>();
            for (var item : CallReportJson.read(new ByteArrayInputStream(content.body()))) {
                reports.add(item.value().orElseThrow(() -> new UnreadablePushException(words(item.errors()))));
            }
            return reports;
        } catch (UnreadableJsonException | IOException e) {
            throw new UnreadablePushException("The body is no JSON of reports.");
        }
    }

    @Override
    public Duration longestSlice() {
        return Duration.ofHours(1);
    }

    @Override
    public Page poll(Slice slice) throws ProviderException {
        if (down) {
            throw new ProviderException(
                    ProviderException.Kind.UNAVAILABLE, "The provider did not answer.", Optional.empty());
        }
        List<CallReport> found = calls.stream()
                .filter(call -> !call.startedAt().isBefore(slice.from())
                        && call.startedAt().isBefore(slice.to()))
                .map(Told::report)
                .toList();
        int from = slice.cursor().map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + PAGE);
        return new Page(
                found.subList(from, to),
                List.of(),
                to < found.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
    }

    @Override
    public List<Finding> check() {
        return List.of(
                down
                        ? Finding.failed("credentials", "The provider did not answer.")
                        : Finding.ok("credentials", "The provider answered."));
    }

    private static String words(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.pointer() + " " + error.message() + ".")
                .collect(Collectors.joining(" "));
    }

    private record Told(Instant startedAt, CallReport report) {}
}
