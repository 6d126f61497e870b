package dev.callcard.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection that is kept, as plain as can be: what a client library does would be measured with the server. */
final class RecordingClient implements Closeable {
    private static final int BUFFER = 64 << 10;
    private static final Pattern SHARED = Pattern.compile("\"url\":\"([^\"]+)\"");

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];

    RecordingClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** Sends a body, and gives the status of the answer. */
    int post(String path, InputStream body, long length) throws IOException {
        return post(path, "audio/wav", body, length, Sink.NONE);
    }

    /** Makes a share link of a recording, and gives its path. */
    String share(String recording) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        InputStream all = new ByteArrayInputStream("{}".getBytes(StandardCharsets.US_ASCII));
        post(recording + "/links", "application/json", all, 2, (bytes, length) -> json.write(bytes, 0, length));
        Matcher url = SHARED.matcher(json.toString(StandardCharsets.UTF_8));
        if (!url.find()) {
            throw new IOException("There is no share link.");
        }
        return url.group(1);
    }

    private int post(String path, String type, InputStream body, long length, Sink sink) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head("POST " + path, "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n"));
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return answer(sink);
    }

    /** Reads the whole, and gives the status of the answer. */
    int get(String path, Sink sink) throws IOException {
        socket.getOutputStream().write(head("GET " + path, ""));
        return answer(sink);
    }

    /** Reads a range, and gives the status of the answer. */
    int get(String path, long offset, int length, Sink sink) throws IOException {
        socket.getOutputStream()
                .write(head("GET " + path, "Range: bytes=" + offset + "-" + (offset + length - 1) + "\r\n"));
        return answer(sink);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] head(String request, String headers) {
        return (request + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private int answer(Sink sink) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        long left = -1;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                left = Long.parseLong(header.substring(15).strip());
            }
            chunked |= header.startsWith("transfer-encoding:");
        }
        if (chunked) {
            for (long chunk = Long.parseLong(line(), 16); chunk > 0; chunk = Long.parseLong(line(), 16)) {
                body(chunk, sink);
                line();
            }
            line();
        } else {
            body(left, sink);
        }
        return status;
    }

    private void body(long length, Sink sink) throws IOException {
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("The server has hung up.");
            }
            left -= n;
            sink.take(buffer, n);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server has hung up.");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Takes what comes. */
    interface Sink {
        /** Throws it away. */
        Sink NONE = (bytes, length) -> {};

        void take(byte[] bytes, int length) throws IOException;
    }
}
