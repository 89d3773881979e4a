package org.clientele.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.access.Caller;
import org.clientele.account.internal.AccountKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Orders that are told again after their buyer became part of somebody else. */
final class RetoldOrdersIT {
    private static final MergeKit KIT = MergeKit.open();
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());
    private static int next;
    private final String n = "again" + ++next;
    private final String address = n + "@example.com";

    @AfterAll
    static void close() {
        KIT.close();
    }

    private void pending(String customer) {
        tell("pending", customer);
    }

    private void completed(String customer) {
        tell("completed", customer);
    }

    private void tell(String status, String customer) {
        String order = MergeKit.order("default", customer, "").replace("completed", status);
        KIT.ok(KIT.rest().send("PUT", "/orders/" + n, order));
    }

    private static String email(String address) {
        return "{\"email\":\"" + address + "\"}";
    }

    private String owner() {
        return KIT.query("select customer_id from customer.orders where number = '" + n + "'")
                .get(0);
    }

    private String status() {
        return KIT.query("select status from customer.orders where number = '" + n + "'")
                .get(0);
    }

    private List<String> guests() {
        return KIT.query("select id from customer.customer where not account and email = '" + address + "'");
    }

    private String provenAccount() {
        String account = KIT.customer("{\"account\":true," + email(address).substring(1));
        UUID id = UUID.fromString(account);
        KIT.shop()
                .access()
                .call(ADMIN, () -> AccountKit.of(KIT.shop()).accounts().verify(id));
        return account;
    }

    @Test
    void anAttachedOrderStaysTheAccounts() {
        pending(email(address));
        String account = provenAccount();
        assertThat(owner()).isEqualTo(account);

        completed("{\"email\":\"" + address.toUpperCase(java.util.Locale.ROOT) + "\",\"firstName\":\"Ada\"}");

        assertThat(owner()).isEqualTo(account);
        assertThat(status()).isEqualTo("completed");
        assertThat(guests()).isEmpty();
        assertThat(KIT.get("/customers/" + account).get("orders").asInt()).isEqualTo(1);
    }

    @Test
    void anAttachedOrderOfAGuestNamedByIdIsTakenAgain() {
        String guest = KIT.customer("{\"account\":false," + email(address).substring(1));
        pending("{\"id\":\"" + guest + "\"}");
        String account = provenAccount();

        completed("{\"id\":\"" + guest + "\"}");

        assertThat(owner()).isEqualTo(account);
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void anOrderOfASurvivorThatGotAnotherAddressStaysTheSurvivors() {
        pending(email(address));
        String guest = owner();
        String account = KIT.customer("{\"account\":true,\"email\":\"account-" + address + "\"}");
        KIT.merged(guest, account);

        completed(email(address));

        assertThat(owner()).isEqualTo(guest);
        assertThat(guests()).isEmpty();
    }

    @Test
    void anotherBuyerStillTakesTheOrder() {
        pending(email(address));
        String account = provenAccount();

        completed(email("other-" + address));

        assertThat(owner()).isNotEqualTo(account);
        assertThat(KIT.get("/customers/" + account).get("orders").asInt()).isZero();
        assertThat(KIT.get("/customers/" + owner()).get("email").asText()).isEqualTo("other-" + address);
    }

    @Test
    void theAddressThatASurvivorGaveUpStillLeadsToIt() {
        String guest = KIT.customer("{\"account\":false," + email(address).substring(1));
        String merge = KIT.merged(guest, KIT.customer("{\"account\":true,\"email\":\"account-" + address + "\"}"));
        String survivor = KIT.customer("{\"firstName\":\"Last\",\"account\":false}");
        String on = KIT.merged(survivor, guest);

        pending(email(address));

        assertThat(owner()).isEqualTo(survivor);
        assertThat(KIT.get("/customers?q=" + address).at("/items/0/id").asText())
                .isEqualTo(survivor);
        KIT.ok(KIT.undo(on));
        assertThat(KIT.get("/customers?q=" + address).at("/items/0/id").asText())
                .isEqualTo(guest);
        KIT.ok(KIT.undo(merge));
        assertThat(KIT.get("/customers/" + guest).get("email").asText()).isEqualTo(address);
        assertThat(KIT.query("select email from customer.merged where email = '" + address + "'"))
                .isEmpty();
    }

    @Test
    void erasingTheSurvivorForgetsTheAddressThatItGaveUp() {
        String guest = KIT.customer("{\"account\":false," + email(address).substring(1));
        KIT.merged(guest, KIT.customer("{\"account\":true,\"email\":\"account-" + address + "\"}"));
        String reference = KIT.get("/customers/" + guest).get("reference").asText();

        KIT.ok(KIT.rest()
                .send("DELETE", "/customers/" + guest + "?mode=erase&confirm=" + reference, null, "If-Match", "*"));

        assertThat(KIT.query("select t::text from customer.merged t, customer.customer c where c.id = '" + guest
                        + "' and t::text || c::text like '%" + address + "%'"))
                .isEmpty();
    }
}
