package org.clientele.console.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.clientele.itests.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is changed beside a form neither hides what a colleague changed nor takes away what is being entered. */
final class BesideTheFormIT {
    private static final Api ADMIN = Product.api();

    private final String name = "Beside " + UUID.randomUUID();
    private Person ada;
    private String company;

    @BeforeEach
    void make() {
        ada = Person.called("Ada");
        company = ADMIN.post("companies", Map.of("name", name)).at("/id");
        ADMIN.put("companies/" + company + "/members/" + ada.id(), Map.of("role", "buyer"));
    }

    @AfterEach
    void remove() {
        ADMIN.delete("companies/" + company, "If-Match", "*");
        ada.close();
    }

    private Locator role(Console console) {
        return console.labelled("Role of " + ada.name());
    }

    @Test
    void whatAColleagueChangedIsNotUndone() {
        try (Console console = Console.signedIn("companies/" + company).expectErrors("412")) {
            assertThat(role(console)).hasValue("buyer");
            ADMIN.send(
                    "PATCH",
                    "companies/" + company,
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                            "{\"approvalLimit\": {\"amount\": 5000, \"currency\": \"EUR\"}}"),
                    "Content-Type",
                    "application/merge-patch+json",
                    "If-Match",
                    "*");
            role(console).selectOption("approver");
            assertThat(console.page().getByText(ada.name() + " is Approver now").first())
                    .isVisible();
            console.labelled("VAT id").fill("DE136695976");
            console.button("Save").click();
            assertThat(console.page().locator("form .problem[role=alert]")).isVisible();
            assertThat(ADMIN.get("companies/" + company).at("/approvalLimit/amount"))
                    .isEqualTo("5000");
        }
    }

    @Test
    void whatIsEnteredIsSavedAfterAMemberHasAnotherRole() {
        try (Console console = Console.signedIn("companies/" + company)) {
            console.labelled("VAT id").fill("DE136695976");
            role(console).selectOption("approver");
            assertThat(console.page().getByText(ada.name() + " is Approver now").first())
                    .isVisible();
            console.button("Save").click();
            assertThat(console.page().getByText(name + " is saved").first()).isVisible();
            assertThat(ADMIN.get("companies/" + company).at("/vatId")).isEqualTo("DE136695976");
        }
    }

    @Test
    void aMemberThatIsRefusedTakesNothingAway() {
        try (Console console = Console.signedIn("companies/" + company).expectErrors("409")) {
            console.labelled("VAT id").fill("DE136695976");
            console.page()
                    .route(
                            Pattern.compile("/members/"),
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setStatus(409)
                                            .setContentType("application/problem+json")
                                            .setBody(
                                                    "{\"status\":409,\"code\":\"in-another-company\",\"title\":\"No\",\"detail\":\"Not that one.\"}")));
            role(console).selectOption("approver");
            assertThat(console.page().getByText("Not that one.")).isVisible();
            assertThat(role(console)).hasValue("buyer");
            assertThat(console.labelled("VAT id")).hasValue("DE136695976");
        }
    }
}
