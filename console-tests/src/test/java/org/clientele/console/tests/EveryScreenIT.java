package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all screens: on a phone, at 200 % zoom (which leaves half of 1280 by 800), and with the colours of the system. */
final class EveryScreenIT {
    private static Console console;

    @BeforeAll
    static void open() {
        // A check that was not asked for a while may take longer than the answer waits: then it is a 503, and says so.
        console = Console.signedIn("customers").expectErrors("503");
        assertThat(CustomersIT.rows(console).first()).isVisible();
    }

    @AfterAll
    static void close() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customers",
                "customers/new",
                "carts",
                "carts/new",
                "carts/approvals",
                "offers",
                "products",
                "operations",
                "notifications",
                "segments",
                "segments/new",
                "groups",
                "groups/new",
                "features",
                "duplicates",
                "companies",
                "companies/new",
                "custom-fields",
                "custom-fields/new",
                "staff",
                "staff/new",
                "staff?tab=roles",
                "roles/new",
                "keys",
                "keys/new",
                "webhooks",
                "webhooks/new",
                "audit",
                "health",
                "profile"
            })
    void fitsAPhoneAndTwiceItsSize(String path) {
        Page page = console.page();
        page.setViewportSize(640, 400);
        console.at(path);
        Locator heading = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
        assertThat(heading).isVisible();
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        console.fitsItsWidth();
        page.setViewportSize(320, 640);
        console.fitsItsWidth();
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        try {
            assertThat(heading).isVisible();
            page.keyboard().press("Tab");
            org.assertj.core.api.Assertions.assertThat(outlined(page))
                    .as("focus is seen in forced colours")
                    .isTrue();
        } finally {
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
        }
    }

    private static boolean outlined(Page page) {
        return (boolean) page.evaluate("""
                () => {
                    const style = getComputedStyle(document.activeElement);
                    return style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
                }""");
    }
}
