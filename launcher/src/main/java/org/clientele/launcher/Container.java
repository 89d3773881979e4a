package org.clientele.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.main.Main;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** Karaf in this JVM. */
final class Container {
    private final Main karaf = new Main(new String[0]);

    /** @param database what the configuration refers to as {@code $[prop:clientele.db...]} */
    Container(Release release, DataFolder data, Database database, Settings settings) throws IOException {
        set("karaf.home", release.home());
        set("karaf.base", data.root());
        set("karaf.etc", data.etc());
        set("karaf.data", data.karaf());
        set("karaf.log", data.log());
        set("karaf.instances", Files.createDirectories(data.karaf().resolve("instances")));
        set("java.io.tmpdir", data.karaf().resolve("tmp"));
        // Signals are ours: the database has to end after the framework.
        System.setProperty("karaf.handle.sigterm", "false");
        System.setProperty("karaf.startLocalConsole", "false");
        System.setProperty(
                "karaf.startRemoteShell", Boolean.toString(settings.sshPort().isPresent()));
        System.setProperty("clientele.db.url", database.url());
        System.setProperty("clientele.db.user", database.user());
        System.setProperty("clientele.db.password", database.password());
    }

    private static void set(String property, Path folder) {
        System.setProperty(property, folder.toString());
    }

    void start() throws LaunchException {
        try {
            karaf.launch();
        } catch (Exception e) {
            throw new LaunchException("Karaf does not start: " + e, e);
        }
    }

    /** Returns when the framework has ended, whoever ended it. */
    void await() throws LaunchException {
        try {
            karaf.awaitShutdown();
            karaf.destroy();
        } catch (Exception e) {
            throw new LaunchException("Karaf does not end: " + e, e);
        }
    }

    /** Asks the framework to end; {@link #await()} returns afterwards. */
    void stop() throws LaunchException {
        Framework framework = karaf.getFramework();
        if (framework == null || framework.getState() == Bundle.RESOLVED) {
            return;
        }
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new LaunchException("Karaf does not end: " + e, e);
        }
    }
}
