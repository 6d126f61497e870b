package dev.callcard.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request and its answer without a container. A method that is not known here fails. */
final class FakeHttp {
    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;
    private long contentLength = -1;
    private int largestWrite;

    HttpServletRequest request(String method, Map<String, List<String>> lines) {
        return fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getHeader" ->
                lines.getOrDefault((String) arguments[0], List.of()).stream()
                        .findFirst()
                        .orElse(null);
            case "getHeaders" -> Collections.enumeration(lines.getOrDefault((String) arguments[0], List.of()));
            default -> throw new UnsupportedOperationException(name);
        });
    }

    HttpServletResponse response() {
        return fake(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setStatus" -> status = (Integer) arguments[0];
                case "setHeader" ->
                    headers.put(((String) arguments[0]).toLowerCase(Locale.ROOT), (String) arguments[1]);
                case "setContentType" -> headers.put("content-type", (String) arguments[0]);
                case "setContentLengthLong" -> contentLength = (Long) arguments[0];
                case "getOutputStream" -> {
                    return new Sink();
                }
                default -> throw new UnsupportedOperationException(name);
            }
            return null;
        });
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    long contentLength() {
        return contentLength;
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** The most bytes that were handed over at once. */
    int largestWrite() {
        return largestWrite;
    }

    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                FakeHttp.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method.getName(), arguments)));
    }

    private interface Calls {
        Object call(String method, Object[] arguments);
    }

    private final class Sink extends ServletOutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            largestWrite = Math.max(largestWrite, length);
            body.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("setWriteListener");
        }
    }
}
