package dev.callcard.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Talks to a demo as a program (HTTP Basic) or as a browser (cookie) does. */
final class Client {
    static final String API = "callcard/api/v1/projects/demo/";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final String url;
    private final String header;
    private final String value;

    private Client(String url, String header, String value) {
        this.url = url;
        this.header = header;
        this.value = value;
    }

    static Client nobody(String url) {
        return new Client(url, "Accept", "*/*");
    }

    static Client basic(String url, String user, String password) {
        String credentials = user + ":" + password;
        return new Client(
                url,
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    static Client basic(String url, String user) {
        return basic(url, user, user);
    }

    static Client cookie(String url, String cookie) {
        return new Client(url, "Cookie", cookie);
    }

    /** Logs in by the form. */
    static HttpResponse<String> signIn(String url, String cookie, String user, String password, String next)
            throws IOException, InterruptedException {
        Client client = cookie.isEmpty() ? nobody(url) : cookie(url, cookie);
        return client.send(client.request("login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin(url))
                .POST(HttpRequest.BodyPublishers.ofString("user=" + user + "&password=" + password + "&next="
                        + URLEncoder.encode(next, StandardCharsets.UTF_8))));
    }

    static Client signedIn(String url, String user) throws IOException, InterruptedException {
        return cookie(url, sessionOf(signIn(url, "", user, user, "/")));
    }

    static String sessionOf(HttpResponse<?> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    static String origin(String url) {
        return url.substring(0, url.length() - 1);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header(header, value);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    JsonObject json(String path) throws IOException, InterruptedException {
        return object(get(path));
    }

    static JsonObject object(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return object(response.body());
    }

    static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
