package dev.callcard.demo;

import com.google.inject.Singleton;
import dev.callcard.visit.Device;
import dev.callcard.visit.DeviceDetector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ua_parser.Client;
import ua_parser.Parser;

/** Reads user agents with uap-java, which takes about a millisecond each, and so remembers the latest thousand. */
@Singleton
final class UserAgents implements DeviceDetector {
    private static final int MOST = 1_000;

    private final Parser parser = new Parser();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Device> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Device> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public Device detect(String userAgent) {
        lock.lock();
        try {
            return known.computeIfAbsent(userAgent, this::parse);
        } finally {
            lock.unlock();
        }
    }

    private Device parse(String userAgent) {
        Client client = parser.parse(userAgent);
        return new Device(
                name(client.device.family),
                version(client.os.family, client.os.major, client.os.minor),
                version(client.userAgent.family, client.userAgent.major, null));
    }

    private static Optional<String> version(@Nullable String family, @Nullable String major, @Nullable String minor) {
        String number = Stream.of(major, minor).filter(Objects::nonNull).collect(Collectors.joining("."));
        return name(family).map(name -> number.isEmpty() ? name : name + " " + number);
    }

    private static Optional<String> name(@Nullable String family) {
        return Optional.ofNullable(family).filter(name -> !name.equals("Other"));
    }
}
