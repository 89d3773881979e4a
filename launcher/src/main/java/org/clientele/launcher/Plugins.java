package org.clientele.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is installed besides what the release has, or not. Karaf remembers what an operator installs only as long as its cache is kept,
 * which another release throws away; this is said again at each start.
 *
 * @param features to install; one with a {@code -} before it is left out
 * @param repositories where features are described, as addresses
 */
record Plugins(List<String> features, List<String> repositories) {
    private static final Pattern NAME = Pattern.compile("-?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?");

    Plugins {
        features = List.copyOf(features);
        repositories = List.copyOf(repositories);
    }

    static Plugins of(String features, String repositories) throws LaunchException {
        Plugins plugins = new Plugins(split(features), split(repositories));
        for (String feature : plugins.features) {
            if (!NAME.matcher(feature).matches()) {
                throw new LaunchException("CLIENTELE_FEATURES has no name of a feature: " + feature);
            }
        }
        for (String repository : plugins.repositories) {
            if (!repository.matches("[a-z]+:[^\\s,\\\\]+")) {
                throw new LaunchException("CLIENTELE_FEATURE_REPOSITORIES has no address: " + repository);
            }
        }
        return plugins;
    }

    private static List<String> split(String text) {
        return List.of(text.split(",", -1)).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    Plugins and(String feature) {
        List<String> more = new ArrayList<>(features);
        more.add(feature);
        return new Plugins(more, repositories);
    }

    /** Karaf's list of repositories and of what it installs first, with these. */
    String appliedTo(String configuration) {
        String text = configuration;
        for (String repository : repositories) {
            text = first(text, "featuresRepositories", repository);
        }
        for (String feature : features) {
            text = feature.startsWith("-") ? without(text, feature.substring(1)) : first(text, "featuresBoot", feature);
        }
        return text;
    }

    private static String first(String text, String key, String value) {
        return text.replaceFirst(
                "(?m)^(\\s*" + key + "\\s*=\\s*(?:\\\\\\s*)?)", "$1" + Matcher.quoteReplacement(value + ", \\\n    "));
    }

    private static String without(String text, String feature) {
        String name = Pattern.quote(feature) + "(/[^,\\s\\\\]*)?";
        return text.replaceFirst("(?m)(?<=[\\s=])" + name + "\\s*,\\s*(\\\\\\s*)?", "")
                .replaceFirst(",\\s*(\\\\\\s*)?" + name + "(?=\\s*$)", "");
    }

    /** The same for the same. */
    String fingerprint() {
        return String.join(",", features) + " " + String.join(",", repositories);
    }
}
