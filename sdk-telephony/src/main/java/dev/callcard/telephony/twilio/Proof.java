package dev.callcard.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.Verdict;
import dev.callcard.telephony.internal.Form;
import dev.callcard.telephony.internal.Signatures;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks {@code X-Twilio-Signature}: HMAC-SHA1 under the auth token over the address as Twilio was given it, and the fields of a form,
 * sorted. Of other bodies the address carries the hash. Twilio signs with or without the port, whatever it likes.
 */
final class Proof {
    private static final String HASH = "bodySHA256";
    private static final Verdict WRONG = Verdict.refused(
            "The signature is wrong. The auth token must be this account's, and the public URL exactly the one entered at Twilio.");

    private final Signatures signatures;
    private final URI publicUrl;

    Proof(Signatures signatures, URI publicUrl) {
        this.signatures = signatures;
        this.publicUrl = publicUrl;
    }

    Verdict verify(PushRequest request) {
        Optional<String> given = request.header("X-Twilio-Signature");
        if (given.isEmpty()) {
            return Verdict.refused("The header X-Twilio-Signature is missing, or there are several.");
        }
        PushContent content = request.content();
        Optional<String> fields = fields(request);
        if (fields.isEmpty()) {
            return WRONG;
        }
        boolean right = false;
        for (String url : urls(content.query())) {
            right |= signatures.match(given.get(), signer -> sign(signer, url + fields.get()));
        }
        return right ? Verdict.genuine() : WRONG;
    }

    /** The signature of a request without a body. */
    String sign(String query) {
        return sign(signatures.signer(), urls(query).get(0));
    }

    private static String sign(Signatures.Signer signer, String text) {
        return Base64.getEncoder().encodeToString(signer.hmacSha1(text.getBytes(UTF_8)));
    }

    /** What is signed beside the address; empty if the body is covered by nothing. */
    private static Optional<String> fields(PushRequest request) {
        PushContent content = request.content();
        Optional<String> hash = Form.parse(content.query()).flatMap(query -> query.raw(HASH));
        if (hash.isPresent()) {
            byte[] expected = HexFormat.of().formatHex(sha256(content.body())).getBytes(UTF_8);
            byte[] came = hash.get().toLowerCase(Locale.ROOT).getBytes(UTF_8);
            return MessageDigest.isEqual(expected, came) ? Optional.of("") : Optional.empty();
        }
        if (content.body().length == 0) {
            return Optional.of("");
        }
        if (!Messages.isForm(content)) {
            return Optional.empty();
        }
        return Form.parse(content.text()).map(Proof::sorted);
    }

    /** By name; the values of a name once each, in order. */
    private static String sorted(Form form) {
        Map<String, TreeSet<String>> sorted = new TreeMap<>();
        form.fields()
                .forEach(field -> sorted.computeIfAbsent(field.getKey(), name -> new TreeSet<>())
                        .add(field.getValue()));
        StringBuilder all = new StringBuilder();
        sorted.forEach(
                (name, values) -> values.forEach(value -> all.append(name).append(value)));
        return all.toString();
    }

    private List<String> urls(String query) {
        String tail = rest(publicUrl) + (query.isEmpty() ? "" : "?" + query);
        int port = publicUrl.getPort();
        int usual = publicUrl.getScheme().equals("https") ? 443 : 80;
        String head = publicUrl.getScheme() + "://" + publicUrl.getHost();
        return List.of(
                head + (port < 0 || port == usual ? "" : ":" + port) + tail,
                head + ":" + (port < 0 ? usual : port) + tail,
                head + tail);
    }

    private static String rest(URI url) {
        return Optional.ofNullable(url.getRawPath()).orElse("");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
