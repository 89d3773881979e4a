package org.clientele.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the environment says. */
record Settings(
        String httpHost,
        int httpPort,
        Path data,
        Optional<ExternalDatabase> database,
        boolean demo,
        boolean adminTokenGiven,
        Optional<Integer> sshPort,
        Plugins plugins) {

    record ExternalDatabase(String url, String user, String password) {}

    static Settings from(Map<String, String> environment) throws LaunchException {
        return new Settings(
                get(environment, "CLIENTELE_HTTP_HOST").orElse("127.0.0.1"),
                port(environment, "CLIENTELE_HTTP_PORT").orElse(8181),
                Path.of(get(environment, "CLIENTELE_DATA").orElse("data"))
                        .toAbsolutePath()
                        .normalize(),
                database(environment),
                get(environment, "CLIENTELE_DEMO").filter("true"::equals).isPresent(),
                get(environment, "CLIENTELE_ADMIN_TOKEN").isPresent(),
                port(environment, "CLIENTELE_SSH_PORT"),
                Plugins.of(
                        get(environment, "CLIENTELE_FEATURES").orElse(""),
                        get(environment, "CLIENTELE_FEATURE_REPOSITORIES").orElse("")));
    }

    private static Optional<ExternalDatabase> database(Map<String, String> environment) throws LaunchException {
        Optional<String> url = get(environment, "CLIENTELE_DB_URL");
        if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
            throw new LaunchException("CLIENTELE_DB_URL must start with jdbc:postgresql:");
        }
        return url.map(given -> new ExternalDatabase(
                given,
                get(environment, "CLIENTELE_DB_USER").orElse("clientele"),
                get(environment, "CLIENTELE_DB_PASSWORD").orElse("")));
    }

    private static Optional<Integer> port(Map<String, String> environment, String name) throws LaunchException {
        Optional<String> value = get(environment, name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(value.get());
            if (port > 0 && port < 65536) {
                return Optional.of(port);
            }
        } catch (NumberFormatException e) {
            throw new LaunchException(name + " is no port: " + value.get(), e);
        }
        throw new LaunchException(name + " is no port: " + value.get());
    }

    private static Optional<String> get(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
