package dev.callcard.web;

import dev.callcard.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage that counts how often any of its ports is asked. */
final class CountedCalls {
    private final AtomicInteger count = new AtomicInteger();

    int count() {
        return count.get();
    }

    Storage of(Storage storage) {
        return wrap(Storage.class, storage, false);
    }

    private <T> T wrap(Class<T> type, Object target, boolean counted) {
        return type.cast(Proxy.newProxyInstance(
                CountedCalls.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (counted) {
                        count.incrementAndGet();
                    }
                    Object result = call(target, method, args);
                    boolean port = !counted && method.getReturnType().isInterface();
                    return port ? wrap(method.getReturnType(), result, true) : result;
                }));
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
