package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class WebhooksIT {
    private final String host = "hook-" + UUID.randomUUID().toString().substring(0, 8) + ".example.invalid";

    @Test
    void aWebhookShowsItsSecretOnceAndWhatBecameOfItsDeliveries() {
        try (Console console = Console.signedIn("webhooks").expectErrors("400")) {
            console.link("New webhook").click();
            console.labelled("Address").fill("https://10.0.0.1/x");
            console.labelled("Events").fill("customer.*, order.imported");
            console.button("Save").click();
            assertThat(console.labelled("Address")).hasAttribute("aria-invalid", "true");
            console.isAccessible().photograph("webhook-new");
            console.labelled("Address").fill("https://" + host + "/in");
            console.button("Save").click();
            assertThat(console.labelled("Secret of the webhook").last()).hasValue(Pattern.compile("^whsec_"));
            console.button("I have copied it").click();
            assertThat(console.heading("https://" + host + "/in")).isVisible();

            console.choose("Actions", "Send a test");
            assertThat(console.page().getByRole(AriaRole.ROWHEADER).getByText("webhook.test"))
                    .isVisible();
            console.isAccessible().photograph("webhook");
            console.button("Send again").first().click();
            assertThat(console.page().getByText("It is sent again")).isVisible();
            console.byRole(AriaRole.TAB, "Given up").click();
            assertThat(console.page().getByText("There are no such deliveries."))
                    .isVisible();

            console.labelled("Switched on").uncheck();
            console.button("Save").click();
            assertThat(console.page().getByText("The webhook is saved")).isVisible();
            console.choose("Actions", "Renew the secret");
            console.button("Renew").click();
            console.button("I have copied it").click();
            console.link("All webhooks").click();
            assertThat(console.link("https://" + host + "/in")).isVisible();
            console.isAccessible().photograph("webhooks");
            console.link("https://" + host + "/in").click();
            console.choose("Actions", "Delete webhook");
            console.page().getByLabel("to confirm").fill(host);
            console.button("Delete webhook").click();
            assertThat(console.heading("Webhooks")).isVisible();
            assertThat(console.link("https://" + host + "/in")).not().isVisible();
        }
    }
}
