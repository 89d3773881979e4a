package org.clientele.rest.console.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.clientele.console.ConsoleExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/** Extensions as a framework would offer them, of a bundle that is a folder. */
final class Offered {
    private final Path folder;
    private final String word;

    Offered(Path folder, String word) {
        this.folder = folder;
        this.word = word;
    }

    Offered file(String path, String content) {
        try {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    ServiceReference<ConsoleExtension> with(Map<String, Object> properties) {
        Bundle bundle = bundle();
        return proxy(ServiceReference.class, (self, method, values) -> switch (method.getName()) {
            case "getBundle" -> bundle;
            case "getProperty" -> properties.get(String.valueOf(values[0]));
            default -> usual(self, method.getName(), values);
        });
    }

    private Bundle bundle() {
        BundleCapability capability = proxy(BundleCapability.class, (self, method, values) -> Map.of("name", word));
        BundleWiring wiring = proxy(BundleWiring.class, (self, method, values) -> List.of(capability));
        return proxy(Bundle.class, (self, method, values) -> switch (method.getName()) {
            case "adapt" -> wiring;
            case "getVersion" -> new Version("1.2.3");
            case "findEntries" -> Collections.enumeration(urls());
            default -> usual(self, method.getName(), values);
        });
    }

    /** As a framework does: with its own host, folders too. */
    private List<URL> urls() {
        try (Stream<Path> files = Files.walk(folder.resolve("console"))) {
            return files.filter(file -> !file.equals(folder.resolve("console")))
                    .map(Offered::url)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object usual(Object self, String method, Object[] values) {
        return switch (method) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == values[0];
            case "toString" -> "a test's";
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Offered.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
