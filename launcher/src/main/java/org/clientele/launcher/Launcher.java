package org.clientele.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/** {@code bin/clientele}: runs Clientele in the foreground until it is told to stop. */
public final class Launcher {
    private static final String DEMO = "clientele-demo";

    private final Settings settings;
    private final Release release;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable Container container;

    private Launcher(Settings settings, Release release) {
        this.settings = settings;
        this.release = release;
    }

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(exitCode());
    }

    private static int exitCode() {
        try {
            Release release = new Release(Path.of(System.getProperty("clientele.home")));
            return new Launcher(Settings.from(System.getenv()), release).run();
        } catch (LaunchException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("Clientele cannot start: " + e);
            return 1;
        }
    }

    private int run() throws LaunchException, IOException {
        Readiness readiness = new Readiness(settings.httpHost(), settings.httpPort());
        readiness.requireFreePort();
        try (DataFolder data = DataFolder.taken(settings.data())) {
            data.prepare(release, settings.demo() ? settings.plugins().and(DEMO) : settings.plugins());
            stopOnSignals();
            try (Database database = settings.database().isPresent()
                    ? Database.external(settings.database().get())
                    : Database.embedded(data.postgres())) {
                System.out.println("Clientele " + release.version().text() + " starts with the data in " + data.root());
                runContainer(new Container(release, data, database, settings), readiness, data);
            }
            return ended(data);
        }
    }

    private int ended(DataFolder data) {
        if (stopping.get()) {
            System.out.println("Clientele has stopped");
            return 0;
        }
        System.err.println("Karaf ended by itself, see " + data.log().resolve("clientele.log"));
        return 1;
    }

    private void runContainer(Container started, Readiness readiness, DataFolder data) throws LaunchException {
        synchronized (this) {
            if (stopping.get()) {
                return;
            }
            container = started;
            started.start();
        }
        Thread announcement = new Thread(() -> announce(readiness, data), "announcement");
        announcement.setDaemon(true);
        announcement.start();
        started.await();
        announcement.interrupt();
    }

    private void announce(Readiness readiness, DataFolder data) {
        try {
            readiness.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        long seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1_000;
        System.out.println("Clientele is ready after " + seconds + " s");
        System.out.println("  Console      " + readiness.address() + "/console/");
        System.out.println("  API          " + readiness.address() + "/api/admin/v1");
        if (!settings.adminTokenGiven()) {
            System.out.println("  Admin token  " + data.etc().resolve("clientele-admin.token"));
        }
        System.out.println(
                "  Stop         Ctrl-C, or kill " + ProcessHandle.current().pid());
    }

    private void stopOnSignals() {
        for (String signal : List.of("TERM", "INT", "HUP")) {
            Signal.handle(new Signal(signal), received -> new Thread(this::stop, "stop").start());
        }
    }

    private void stop() {
        if (stopping.getAndSet(true)) {
            return;
        }
        try {
            synchronized (this) {
                if (container != null) {
                    container.stop();
                }
            }
        } catch (LaunchException e) {
            System.err.println(e.getMessage());
        }
    }
}
