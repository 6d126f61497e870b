package dev.callcard.testkit.simulator;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A provider for each test: {@code @RegisterExtension SimulatorExtension provider = new SimulatorExtension(() ->
 * Simulator.start(Dialects.twilio(sid, token)));}. It is started before and closed after the test.
 */
public final class SimulatorExtension implements BeforeEachCallback, AfterEachCallback {
    private final Supplier<Simulator> starter;
    private @Nullable Simulator running;

    /**
     * A provider for each test.
     *
     * @param starter starts it
     */
    public SimulatorExtension(Supplier<Simulator> starter) {
        this.starter = starter;
    }

    /**
     * The provider of this test.
     *
     * @return a running provider
     * @throws IllegalStateException outside of a test
     */
    public Simulator simulator() {
        return Optional.ofNullable(running)
                .orElseThrow(() -> new IllegalStateException("a provider runs during a test only"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running = starter.get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        simulator().close();
        running = null;
    }
}
