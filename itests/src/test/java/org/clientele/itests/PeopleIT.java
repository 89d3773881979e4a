package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Notes, groups, companies, custom fields, addresses and phone numbers with the assembled product. */
final class PeopleIT {
    private static final Api API = Distribution.shared().api();

    @Test
    void aNoteIsPrivateToItsAuthor() {
        String customer = customer(Map.of());
        Api.Answer note = API.post(customer + "/notes", Map.of("text", "Prefers to be called after six"));
        assertThat(note.status()).isEqualTo(201);
        String one = customer + "/notes/" + note.at("/id");
        assertThat(API.get(customer + "/notes").at("/items/0/text")).isEqualTo("Prefers to be called after six");
        assertThat(API.patch(one, "{\"text\":\"x\"}").status()).isEqualTo(428);
        assertThat(API.patch(one, "{\"text\":\"Call after seven\"}", "If-Match", "\"v0\"")
                        .at("/version"))
                .isEqualTo("1");
        assertThat(API.delete(one, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void aCustomerJoinsAGroup() {
        String code = unique("group");
        String customer = customer(Map.of());
        assertThat(API.post(customer + "/groups", Map.of("group", code)).at("/errors/0/pointer"))
                .isEqualTo("/group");
        assertThat(API.post(
                                "groups",
                                Map.of(
                                        "code",
                                        code,
                                        "name",
                                        "Ours",
                                        "kind",
                                        "vip",
                                        "benefits",
                                        Map.of("percentOff", 5)))
                        .status())
                .isEqualTo(201);
        assertThat(API.post(customer + "/groups", Map.of("group", code)).status())
                .isEqualTo(200);
        assertThat(API.get("customers?filter=groups%20eq%20%22" + code + "%22").at("/page/totalItems"))
                .isEqualTo("1");
        assertThat(API.delete("groups/" + code, "If-Match", "*").at("/code")).isEqualTo("in-use");
        assertThat(API.delete("groups/" + code + "?force=true", "If-Match", "*").status())
                .isEqualTo(204);
    }

    @Test
    void aCustomFieldIsAColumnAtOnce() {
        String name = unique("f");
        assertThat(API.post("custom-fields", Map.of("name", name, "type", "integer"))
                        .status())
                .isEqualTo(201);
        customer(Map.of("customFields", Map.of(name, 7)));
        assertThat(API.get("customers?sort=-custom." + name + "&fields=id,custom." + name + "&filter=custom." + name
                                + "%20gt%205")
                        .at("/items/0/custom." + name))
                .isEqualTo("7");
        assertThat(API.post("customers", Map.of("customFields", Map.of(name, "seven")))
                        .at("/errors/0/pointer"))
                .isEqualTo("/customFields/" + name);
        assertThat(API.delete("custom-fields/" + name, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(API.get("customers?sort=custom." + name).status()).isEqualTo(400);
    }

    @Test
    void aLocalPhoneIsKeptInFullAndFound() {
        String customer = customer(Map.of("phone", "030 9876543", "phoneCountry", "DE"));
        assertThat(API.get(customer).at("/phone")).isEqualTo("+49309876543");
        assertThat(API.get("customers?q=030%20987-6543").at("/items/0/phone")).isEqualTo("+49309876543");
    }

    @Test
    void anAddressHasWhatItsCountryAsksFor() {
        String customer = customer(Map.of());
        Api.Answer wrong = API.post(
                customer + "/addresses", Map.of("line1", "1", "city", "Bonn", "postalCode", "5", "country", "DE"));
        assertThat(wrong.at("/errors/0/code")).isEqualTo("postal-code");
        Api.Answer added = API.post(
                customer + "/addresses",
                Map.of(
                        "line1",
                        "Markt 1",
                        "city",
                        "Bonn",
                        "postalCode",
                        "53111",
                        "country",
                        "DE",
                        "defaultBilling",
                        true));
        assertThat(added.status()).isEqualTo(201);
        assertThat(API.post(customer + "/addresses/" + added.at("/id") + "/verify", Map.of())
                        .at("/code"))
                .isEqualTo("no-address-verifier");
    }

    @Test
    void aCustomerBuysForACompany() {
        String id = API.post("companies", Map.of("name", unique("Acme"), "externalIds", List.of()))
                .at("/id");
        String customer = customer(Map.of());
        String member = "companies/" + id + "/members/" + customer.substring("customers/".length());
        assertThat(API.put(member, Map.of("role", "buyer")).at("/members/0/role"))
                .isEqualTo("buyer");
        assertThat(API.get("customers?filter=companies.id%20eq%20%22" + id + "%22")
                        .at("/page/totalItems"))
                .isEqualTo("1");
        assertThat(API.delete("companies/" + id, "If-Match", "*").at("/code")).isEqualTo("in-use");
        assertThat(API.delete(member).status()).isEqualTo(200);
    }

    private static String customer(Map<String, Object> members) {
        Api.Answer created = API.post("customers", members);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return "customers/" + created.at("/id");
    }

    private static String unique(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(16);
    }
}
