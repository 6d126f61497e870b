package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large recordings through a servlet with a heap of 64 MiB; the client is in another process. */
class SmallHeapTest {
    private static final long MOST_OVER_IDLE = 16 << 20;
    private static final long MOST_PER_READER = 256 << 10;
    private static final byte[] BLOCK = Samples.wav(1_000_003);

    @TempDir
    Path dir;

    private Process process;
    private BufferedReader answers;
    private Writer questions;
    private long peak;
    private long watched;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aRecordingAsLargeAsTheHeapShouldPassThroughIt() throws Exception {
        run(dir.toString(), 64L << 20, 20);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aRecordingInAnObjectStoreShouldPassThroughIt() throws Exception {
        inObjectStore(64L << 20, 20);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aRecordingOfOneGibibyteShouldPassThrough() throws Exception {
        run(dir.toString(), 1L << 30, 100);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aRecordingOfOneGibibyteInAnObjectStoreShouldPassThrough() throws Exception {
        inObjectStore(1L << 30, 20);
    }

    /** The object store is not in the process whose heap is small. */
    private void inObjectStore(long length, int slowReaders) throws Exception {
        try (S3 server = new S3(dir)) {
            run(server.endpoint().toString(), length, slowReaders);
        }
    }

    private void run(String store, long length, int slowReaders) throws Exception {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        SmallHeapServer.class.getName(),
                        store))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            answers = process.inputReader(StandardCharsets.UTF_8);
            questions = process.outputWriter(StandardCharsets.US_ASCII);
            URL url = URI.create(answers.readLine()).toURL();
            assertThat(upload(url, 1 << 20)).hasSize(64);
            long idle = heap();
            peak = idle;

            String sha256 = upload(url, length);
            MessageDigest whole = digest();
            download(url, 0, length, 200, whole);
            assertThat(HexFormat.of().formatHex(whole.digest()))
                    .as("read again")
                    .isEqualTo(sha256);
            MessageDigest halves = digest();
            download(url, 0, length / 2 + 1, 206, halves);
            download(url, length / 2 + 1, length - length / 2 - 1, 206, halves);
            assertThat(HexFormat.of().formatHex(halves.digest()))
                    .as("read in two ranges")
                    .isEqualTo(sha256);
            assertThat(exported(url, length)).as("read in an export").isEqualTo(sha256);
            MessageDigest shared = digest();
            download(share(url), 0, length, 200, shared);
            assertThat(HexFormat.of().formatHex(shared.digest()))
                    .as("read by a share link")
                    .isEqualTo(sha256);
            assertThat(peak - idle).as("heap over idle").isLessThan(MOST_OVER_IDLE);
            long perReader = standing(url, slowReaders);
            System.out.printf(
                    "%d MiB in %s at -Xmx64m: %d KiB over idle; %d readers that stand still: %d KiB each%n",
                    length >> 20,
                    store.startsWith("http:") ? "an object store" : "files",
                    (peak - idle) >> 10,
                    slowReaders,
                    perReader >> 10);
            assertThat(perReader).as("heap per slow reader").isLessThan(MOST_PER_READER);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Hands in bytes of which none is kept here, and gives their checksum. */
    private String upload(URL url, long length) throws Exception {
        HttpURLConnection connection = connect(url, "integration");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(length);
        connection.setRequestProperty("Content-Type", "audio/wav");
        MessageDigest digest = digest();
        try (OutputStream out = new DigestOutputStream(connection.getOutputStream(), digest)) {
            for (long left = length; left > 0; left -= Math.min(left, BLOCK.length)) {
                out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
                watch(length - left, length);
            }
        }
        assertThat(connection.getResponseCode()).isEqualTo(201);
        connection.getInputStream().close();
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Makes a link, and gives where its audio is. */
    private static URL share(URL recording) throws IOException {
        HttpURLConnection connection = connect(new URL(recording + "/links"), "supervisor");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(connection.getResponseCode()).isEqualTo(201);
        try (InputStream in = connection.getInputStream()) {
            String page = Contract.parse(in.readAllBytes()).get("url").asText();
            return new URL(recording, page + "/audio");
        }
    }

    private void download(URL url, long offset, long length, int status, MessageDigest digest) throws IOException {
        HttpURLConnection connection = connect(url, url.getPath().contains("/shared/") ? "" : "agent");
        if (status == 206) {
            connection.setRequestProperty("Range", "bytes=" + offset + "-" + (offset + length - 1));
        }
        assertThat(connection.getResponseCode()).isEqualTo(status);
        assertThat(connection.getContentLengthLong()).isEqualTo(length);
        long count = 0;
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                watch(count, length);
                count += n;
            }
        }
        assertThat(count).isEqualTo(length);
    }

    /** The checksum of the recording in the export of its customer. */
    private String exported(URL recording, long length) throws Exception {
        URI call = URI.create(recording.toString().replaceAll("/recording$", ""));
        String customer;
        try (InputStream in = connect(call.toURL(), "admin").getInputStream()) {
            customer = Contract.parse(in.readAllBytes()).get("customerId").asText();
        }
        URL export = call.resolve("../customers/" + customer + "/export").toURL();
        MessageDigest digest = digest();
        long count = 0;
        try (ZipInputStream zip =
                new ZipInputStream(connect(export, "admin").getInputStream(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] buffer = new byte[64 << 10];
                for (int n = zip.read(buffer); n >= 0 && entry.getName().endsWith(".wav"); n = zip.read(buffer)) {
                    digest.update(buffer, 0, n);
                    watch(count, length);
                    count += n;
                }
            }
        }
        assertThat(count).isEqualTo(length);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Looks at the heap each time that another 16th has passed. */
    private void watch(long count, long length) throws IOException {
        if (count / (length / 16) != watched) {
            watched = count / (length / 16);
            peak = Math.max(peak, heap());
        }
    }

    /** How much heap each of some readers takes who have stopped in the middle. */
    private long standing(URL url, int readers) throws IOException {
        long before = heap();
        String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + World.USER + ": agent\r\n\r\n";
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < readers; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(8 << 10);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()));
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                // The answer has begun, so the window is there.
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            return (heap() - before) / readers;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private long heap() throws IOException {
        questions.write("\n");
        questions.flush();
        return Long.parseLong(answers.readLine());
    }

    private static HttpURLConnection connect(URL url, String user) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty(World.USER, user);
        return connection;
    }

    private static MessageDigest digest() throws IOException {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
