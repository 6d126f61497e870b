package dev.callcard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The style sheet, the script and the icon of the pages. They hold nothing of anybody, so they need no log-in. */
final class Assets {
    private static final String CSS = "/assets/callcard.css";
    private static final String SCRIPT = "/assets/callcard.js";
    /** The script of the page of imports. */
    static final String IMPORTS = "/assets/imports.js";

    /** The script of the recording on a card. */
    static final String RECORDING = "/assets/recording.js";

    /** The script of legal hold and erasure on a card. */
    static final String PRIVACY = "/assets/privacy.js";

    private static final String DIALOGS = "/assets/dialogs.js";
    private static final String LIVE = "/assets/live.js";
    private static final String ICON = "/assets/icon.svg";

    private final Map<String, Asset> byPath;

    private Assets(Map<String, Asset> byPath) {
        this.byPath = byPath;
    }

    /** Reads them from the jar. */
    static Assets load() {
        return new Assets(Map.of(
                CSS, Asset.read("callcard.css", "text/css; charset=utf-8"),
                SCRIPT, Asset.read("callcard.js", "text/javascript; charset=utf-8"),
                PRIVACY, Asset.read("privacy.js", "text/javascript; charset=utf-8"),
                DIALOGS, Asset.read("dialogs.js", "text/javascript; charset=utf-8"),
                RECORDING, Asset.read("recording.js", "text/javascript; charset=utf-8"),
                IMPORTS, Asset.read("imports.js", "text/javascript; charset=utf-8"),
                LIVE, Asset.read("live.js", "text/javascript; charset=utf-8"),
                ICON, Asset.read("icon.svg", "image/svg+xml")));
    }

    /** The path of the style sheet, with a version that changes when its content does. */
    String css() {
        return versioned(CSS);
    }

    /** The path of the script, with a version that changes when its content does. */
    String script() {
        return versioned(SCRIPT);
    }

    /** The path of the script of the live log, with a version that changes when its content does. */
    String liveScript() {
        return versioned(LIVE);
    }

    /** The path of the icon, with a version that changes when its content does. */
    String icon() {
        return versioned(ICON);
    }

    /** Answers a request for an asset; false if it is for something else. */
    boolean serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asset asset = byPath.get(path);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (asset == null || !reads) {
            return false;
        }
        boolean named = ("v=" + asset.hash).equals(request.getQueryString());
        String etag = "\"" + asset.hash + "\"";
        response.setHeader("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader("ETag", etag);
        if (etag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return true;
        }
        response.setContentType(asset.contentType);
        response.setContentLength(asset.bytes.length);
        response.getOutputStream().write(asset.bytes);
        return true;
    }

    /** A path with a version that changes when its content does. */
    String versioned(String path) {
        Asset asset = byPath.get(path);
        return asset == null ? path : path + "?v=" + asset.hash;
    }

    private static final class Asset {
        private final byte[] bytes;
        private final String contentType;
        private final String hash;

        private Asset(byte[] bytes, String contentType, String hash) {
            this.bytes = bytes;
            this.contentType = contentType;
            this.hash = hash;
        }

        static Asset read(String name, String contentType) {
            try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks assets/" + name);
                }
                byte[] bytes = in.readAllBytes();
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new Asset(bytes, contentType, HexFormat.of().formatHex(digest, 0, 8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
