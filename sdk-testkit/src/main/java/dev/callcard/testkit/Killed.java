package dev.callcard.testkit;

import dev.callcard.recording.RecordingCatalog;
import dev.callcard.recording.RecordingInventory;
import dev.callcard.recording.RecordingStore;
import dev.callcard.storage.Storage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * A process that is killed at a certain step: before or after something that it asks a store of recordings or their catalog for.
 * Nothing that it would do after that happens. Not thread-safe.
 */
final class Killed {
    private int left;

    /** Lives for some steps. */
    Killed(int steps) {
        this.left = steps;
    }

    /** The storage as the process sees it. */
    Storage storage(Storage storage) {
        RecordingCatalog catalog =
                proxy(RecordingCatalog.class, List.of(RecordingCatalog.class), storage.recordingCatalog());
        RecordingStore bytes = proxy(
                RecordingStore.class, List.of(RecordingStore.class, RecordingInventory.class), storage.recordings());
        return proxy(Storage.class, List.of(Storage.class), (unused, method, arguments) -> switch (method.getName()) {
            case "recordingCatalog" -> catalog;
            case "recordings" -> bytes;
            default -> method.invoke(storage, arguments);
        });
    }

    /** One step of the process. */
    void step() {
        if (left == 0) {
            throw new Kill();
        }
        left--;
    }

    private <T> T proxy(Class<T> type, List<Class<?>> all, Object target) {
        return proxy(type, all, (unused, method, arguments) -> {
            step();
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            step();
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, List<Class<?>> all, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), all.toArray(Class<?>[]::new), handler));
    }

    /** The end of the process. Nobody catches it. */
    static final class Kill extends Error {
        private static final long serialVersionUID = 1L;
    }
}
