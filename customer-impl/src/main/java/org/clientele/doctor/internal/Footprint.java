package org.clientele.doctor.internal;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * By what the threads of a bundle are known, also when it is gone.
 *
 * @param classes the names of all its classes
 * @param loader of its classes, while somebody holds it
 */
record Footprint(String feature, String bundle, Set<String> classes, WeakReference<ClassLoader> loader) {
    static Footprint of(String feature, Bundle bundle, BundleWiring wiring) {
        Set<String> classes = wiring
                .listResources("/", "*.class", BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE)
                .stream()
                .map(file ->
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                .collect(Collectors.toSet());
        return new Footprint(
                feature,
                bundle.getSymbolicName() + " " + bundle.getVersion(),
                classes,
                new WeakReference<>(wiring.getClassLoader()));
    }

    /** Where its classes are running now: the method, by thread. */
    Map<String, String> threads() {
        Map<String, String> found = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            for (StackTraceElement frame : stack) {
                if (classes.contains(frame.getClassName())) {
                    found.put(thread.getName(), frame.getClassName() + "." + frame.getMethodName());
                    return;
                }
            }
            ClassLoader own = loader.get();
            if (own != null && (thread.getClass().getClassLoader() == own || thread.getContextClassLoader() == own)) {
                found.put(thread.getName(), thread.getClass().getName());
            }
        });
        return found;
    }

    boolean isIn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (classes.contains(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }
}
