package dev.callcard.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.callcard.telephony.PushContent;
import dev.callcard.telephony.PushRequest;
import dev.callcard.telephony.Verdict;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Our check of signatures against Twilio's own library, and against whoever changes something. */
class TwilioSignatureTest {
    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    private static final String OLD = "ffeeddccbbaa99887766554433221100";
    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
    private static final String LETTERS = "abcXYZ019 +&=%?#/.-_~äßЖ漢😀\u00a0\"'<>";
    private static final int REQUESTS = 10_000;
    private static final int MUTATIONS = 100_000;

    private final Random random = new Random(20261124);

    @Test
    void whatTwiliosLibrarySignsShouldBeAccepted() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            Signed signed = signed(i);
            assertThat(signed.twilio(List.of(TOKEN)).verify(signed.request))
                    .as("request %s of %s", i, signed.url)
                    .isEqualTo(Verdict.genuine());
            if (signed.params != null) {
                assertThat(new RequestValidator(TOKEN).validate(signed.full, signed.params, signed.signature()))
                        .as("Twilio's library itself")
                        .isTrue();
            }
        }
    }

    @Test
    void whateverIsChangedShouldBeRefused() throws Exception {
        int refused = 0;
        for (int i = 0; refused < MUTATIONS; i++) {
            Signed signed = signed(i);
            Twilio twilio = signed.twilio(List.of(TOKEN, OLD));
            List<PushRequest> mutations = mutations(signed);
            for (PushRequest mutation : mutations) {
                assertThat(twilio.verify(mutation))
                        .as("mutation %s of request %s", refused, i)
                        .isInstanceOf(Verdict.Refused.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(MUTATIONS);
    }

    @Test
    void bothSecretsShouldBeAcceptedWhileOneReplacesTheOther() throws Exception {
        Signed signed = signed(1);
        assertThat(signed.twilio(List.of("another0another0another0another0", TOKEN))
                        .verify(signed.request))
                .isEqualTo(Verdict.genuine());
        assertThat(signed.twilio(List.of("another0another0another0another0")).verify(signed.request))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("public URL")
                                .doesNotContain(TOKEN, signed.signature()));
    }

    /** A repeated field cannot be said in Java's library; others sign its values once each, in order. */
    @Test
    void repeatedFieldsShouldBeSignedOnceEachInOrder() throws Exception {
        String url = "https://crm.example/callcard/hook";
        String body = "Media=b&Media=a&CallSid=CA1&Media=b&Empty=";
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA1"));
        String signature =
                Base64.getEncoder().encodeToString(mac.doFinal((url + "CallSidCA1EmptyMediaaMediab").getBytes(UTF_8)));
        PushRequest request = new PushRequest(
                "POST",
                Map.of("X-Twilio-Signature", List.of(signature)),
                new PushContent("", FORM, body.getBytes(UTF_8)));
        assertThat(Twilio.builder(SID, List.of(TOKEN), URI.create(url)).build().verify(request))
                .isEqualTo(Verdict.genuine());
    }

    @Test
    void aBodyThatNothingCoversShouldBeRefused() throws Exception {
        Signed signed = signed(2);
        PushContent covered = signed.request.content();
        PushRequest request = new PushRequest(
                "POST",
                signed.request.headers(),
                new PushContent(covered.query(), "application/json", "{\"CallSid\":\"CA1\"}".getBytes(UTF_8)));
        assertThat(signed.twilio(List.of(TOKEN)).verify(request)).isInstanceOf(Verdict.Refused.class);
    }

    private List<PushRequest> mutations(Signed signed) {
        PushRequest request = signed.request;
        PushContent content = request.content();
        String signature = signed.signature();
        List<PushRequest> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (content.body().length > 0) {
                byte[] body = content.body().clone();
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                // The same once decoded is the same: '+' and %20, or hex digits in the other case.
                if (!sameFields(new String(body, UTF_8), content.text(), content.contentType())) {
                    all.add(with(request, new PushContent(content.query(), content.contentType(), body)));
                }
            }
            if (!content.query().isEmpty()) {
                byte[] query = content.query().getBytes(UTF_8);
                query[random.nextInt(query.length)] ^= (byte) (1 << random.nextInt(7));
                all.add(with(
                        request, new PushContent(new String(query, UTF_8), content.contentType(), content.body())));
            }
            byte[] bytes = signature.getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
            all.add(with(request, List.of(new String(bytes, UTF_8))));
        }
        all.add(with(request, List.of()));
        all.add(with(request, List.of("")));
        all.add(with(request, List.of(signature, signature)));
        all.add(with(request, List.of(signature + " ")));
        all.add(with(request, List.of(" " + signature)));
        all.add(with(request, List.of(signature.substring(0, signature.length() - 1))));
        all.add(with(request, new PushContent(content.query() + "&x=1", content.contentType(), content.body())));
        if (signed.params != null) {
            byte[] more = (content.text() + "&CallStatus=completed2").getBytes(UTF_8);
            all.add(with(request, new PushContent(content.query(), content.contentType(), more)));
            byte[] other = content.text().replace("CallSid=", "CallSid=x").getBytes(UTF_8);
            all.add(with(request, new PushContent(content.query(), content.contentType(), other)));
        }
        return all;
    }

    private static boolean sameFields(String one, String other, String type) {
        if (type.startsWith("application/json")) {
            return one.equals(other);
        }
        var first = dev.callcard.telephony.internal.Form.parse(one);
        var second = dev.callcard.telephony.internal.Form.parse(other);
        return first.equals(second);
    }

    private static PushRequest with(PushRequest request, PushContent content) {
        return new PushRequest(request.method(), request.headers(), content);
    }

    private static PushRequest with(PushRequest request, List<String> signatures) {
        return new PushRequest(request.method(), Map.of("X-Twilio-Signature", signatures), request.content());
    }

    /** A form, or JSON whose hash is in the address, signed by Twilio's library. */
    private Signed signed(int i) throws Exception {
        int port = i % 3;
        String url = "https://crm" + random.nextInt(9) + ".example" + (port == 1 ? ":8443" : "") + "/callcard/"
                + random.nextInt(99);
        String signedUrl = port == 2 ? url.replace(".example", ".example:443") : url;
        String query = random.nextBoolean() ? "" : "a=" + URLEncoder.encode(text(), UTF_8);
        Map<String, String> params = new TreeMap<>();
        params.put("CallSid", "CA" + i);
        for (int n = random.nextInt(8); n > 0; n--) {
            params.put("p" + text(), random.nextInt(4) == 0 ? "" : text());
        }
        if (i % 4 == 3) {
            byte[] body = ("{\"CallSid\":\"CA" + i + "\",\"x\":\"" + random.nextInt() + "\"}").getBytes(UTF_8);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            String all = (query.isEmpty() ? "" : query + "&") + "bodySHA256=" + hash;
            String full = signedUrl + "?" + all;
            return new Signed(
                    url, full, null, request(sign(full, Map.of()), new PushContent(all, "application/json", body)));
        }
        String body = params.entrySet().stream()
                .map(param ->
                        URLEncoder.encode(param.getKey(), UTF_8) + "=" + URLEncoder.encode(param.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        String full = signedUrl + (query.isEmpty() ? "" : "?" + query);
        return new Signed(
                url, full, params, request(sign(full, params), new PushContent(query, FORM, body.getBytes(UTF_8))));
    }

    private String text() {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(12); n > 0; n--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static PushRequest request(String signature, PushContent content) {
        return new PushRequest("POST", Map.of("X-Twilio-Signature", List.of(signature)), content);
    }

    /** The library signs to compare; what it makes is not public. */
    private static String sign(String url, Map<String, String> params) throws Exception {
        Method method = RequestValidator.class.getDeclaredMethod("getValidationSignature", String.class, Map.class);
        method.setAccessible(true);
        return (String) method.invoke(new RequestValidator(TOKEN), url, params);
    }

    private record Signed(String url, String full, Map<String, String> params, PushRequest request) {
        String signature() {
            return request.header("X-Twilio-Signature").orElseThrow();
        }

        Twilio twilio(List<String> tokens) {
            return Twilio.builder(SID, tokens, URI.create(url)).build();
        }
    }
}
