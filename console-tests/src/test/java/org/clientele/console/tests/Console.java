package org.clientele.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A window of the console, with a browser profile of its own. Whatever goes to the browser's console as an error, a refusal by the
 * Content-Security-Policy too, fails the test when the window is closed, unless the test {@linkplain #expectErrors expects} it.
 */
final class Console implements AutoCloseable {
    private static final Path SHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    private Console(Browser.NewContextOptions options) {
        context = Chromium.browser()
                .newContext(options.setBaseURL(Product.address().toString())
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/Berlin"));
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(error -> errors.add(error));
    }

    /** A window in which nobody is signed in, at the given address below {@code /console/}. */
    static Console open(String path) {
        return new Console(new Browser.NewContextOptions().setViewportSize(1280, 800)).at(path);
    }

    /** The same, as narrow as a phone. */
    static Console openNarrow(String path) {
        return new Console(new Browser.NewContextOptions().setViewportSize(320, 640)).at(path);
    }

    /** A window in which the administrator is signed in. */
    static Console signedIn(String path) {
        return open(path).signIn(Product.token());
    }

    Console signIn(String token) {
        page.getByLabel("Access token").fill(token);
        button("Sign in").click();
        return this;
    }

    /** Signs in as one of the staff, with a cookie. */
    Console signIn(String email, String password) {
        button("With e-mail and password").click();
        return signInAgain(email, password);
    }

    /** The same, where e-mail and password are asked for already. */
    Console signInAgain(String email, String password) {
        labelled("E-mail").last().fill(email);
        labelled("Password").fill(password);
        button("Sign in").click();
        return this;
    }

    /** Finds something by writing, and takes the first that is offered. */
    Console pick(String label, String text) {
        byRole(AriaRole.COMBOBOX, label).fill(text);
        page.locator("[role=listbox] > [role=option]").first().click();
        return this;
    }

    /** Chooses an entry of a menu. */
    Console choose(String menu, String entry) {
        button(menu).click();
        byRole(AriaRole.MENUITEM, entry).click();
        return this;
    }

    Console at(String path) {
        page.navigate("/console/" + path);
        return this;
    }

    /** All of Playwright, for what is not here. */
    Page page() {
        return page;
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator byRole(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What has exactly this label. */
    Locator labelled(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Errors that belong to what is tested, such as a 401 that the browser writes there. */
    Console expectErrors(String regex) {
        expected.add(Pattern.compile(regex));
        return this;
    }

    /** Axe finds nothing on what is shown now, neither in light nor in dark, where only colours differ; leaves it in light. */
    Console isAccessible() {
        show(ColorScheme.DARK);
        Axe.findsNothing(page, List.of("color-contrast", "link-in-text-block"));
        show(ColorScheme.LIGHT);
        Axe.findsNothing(page, List.of());
        return this;
    }

    /** At once: colours that are on their way from one scheme to the other are neither. */
    private void show(ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    }

    /** Nothing is wider than the window. */
    Console fitsItsWidth() {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("overflow at %s", page.url())
                .isEqualTo(0);
        return this;
    }

    /** Writes {@code target/screenshots/<name>-light.png} and {@code -dark.png}. */
    Console photograph(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            show(scheme);
            String file = name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
            page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(file)));
        }
        return this;
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
            errors.add(message.text());
        }
    }

    @Override
    public void close() {
        context.close();
        assertThat(errors).as("errors in the browser's console").allMatch(error -> expected.stream()
                .anyMatch(each -> each.matcher(error).find()));
    }
}
