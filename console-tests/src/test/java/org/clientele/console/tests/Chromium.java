package org.clientele.console.tests;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's browser, started once. */
final class Chromium {
    private static final Path EXECUTABLE = Path.of(System.getProperty("console.chromium", "/usr/bin/chromium"));
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** A machine may be busy with other things; what is right does not wait. */
    private static final int PATIENCE_MILLIS = 15_000;

    private Chromium() {}

    /** @throws AssertionError with the line that installs it, where it is missing */
    static Browser browser() {
        return Started.BROWSER;
    }

    private static final class Started {
        static final Browser BROWSER = start();

        private static Browser start() {
            if (!Files.isExecutable(EXECUTABLE)) {
                throw new AssertionError(
                        "The tests of the console need a browser: apt-get install -y --no-install-recommends chromium");
            }
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            return Playwright.create()
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(EXECUTABLE)
                            .setArgs(FLAGS));
        }
    }
}
