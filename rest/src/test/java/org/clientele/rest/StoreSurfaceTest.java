package org.clientele.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.access.Sessions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who gets in where below {@code /api/store/v1}. */
final class StoreSurfaceTest {
    private static final UUID SHOPPER = UUID.randomUUID();
    private static final RestFixture REST = RestFixture.with(new StaffResource())
            .store(new DoorResource())
            .key("store", Caller.STORE_USE)
            .key("other", "customers:read")
            .key("part", new Caller("key:part", "part", Set.of("*"), Optional.of(Set.of("a"))))
            .sessions((token, storefront) -> token.equals("session")
                    ? Optional.of(Caller.shopper(SHOPPER, "C-1", storefront.sellerAccounts()))
                    : Optional.empty())
            .start();

    @Path("door")
    public static final class DoorResource {
        @GET
        @Path("public")
        @RequiresScope(RequiresScope.PUBLIC)
        public String open() {
            return "\"open\"";
        }

        @GET
        @Path("store")
        @RequiresScope(Caller.STORE_USE)
        public Caller store() {
            return RestFixture.ACCESS.caller();
        }

        @GET
        @Path("me")
        @RequiresScope(Caller.ME_USE)
        public Caller me() {
            return RestFixture.ACCESS.caller();
        }

        @GET
        @Path("any")
        @RequiresScope(RequiresScope.ANY_CALLER)
        public Caller any() {
            return RestFixture.ACCESS.caller();
        }

        @GET
        @Path("staff")
        @RequiresScope("customers:read")
        public Caller staff() {
            return RestFixture.ACCESS.caller();
        }
    }

    @Path("staff")
    @RequiresScope(RequiresScope.ANY_CALLER)
    public static final class StaffResource {
        @GET
        public Caller get() {
            return RestFixture.ACCESS.caller();
        }
    }

    @AfterAll
    static void close() {
        REST.close();
    }

    @Test
    void withoutAStoreKeyOnlyWhatIsPublicIsReached() {
        assertThat(status("public", "none", "none")).isEqualTo(200);
        for (String path : new String[] {"store", "me", "any", "staff"}) {
            assertThat(status(path, "none", "none")).isEqualTo(401);
            assertThat(status(path, "unknown", "Bearer session")).isEqualTo(401);
            assertThat(status(path, "none", "Bearer session")).isEqualTo(401);
            assertThat(status(path, "none", "Bearer store")).isEqualTo(401);
        }
    }

    @Test
    void aKeyNeedsStoreUse() {
        assertThat(status("store", "other", "none")).isEqualTo(403);
        assertThat(status("any", "other", "none")).isEqualTo(403);
        assertThat(status("me", "other", "Bearer session")).isEqualTo(403);
        assertThat(status("store", "store", "none")).isEqualTo(200);
        assertThat(status("any", "store", "none")).isEqualTo(200);
    }

    @Test
    void whatIsTheShoppersNeedsASession() {
        assertThat(status("me", "store", "none")).isEqualTo(401);
        assertThat(status("me", "store", "Bearer gone")).isEqualTo(401);
        assertThat(status("me", "store", "Bearer session")).isEqualTo(200);
        assertThat(status("store", "store", "Bearer session")).isEqualTo(200);
        assertThat(status("store", "store", "Bearer gone")).isEqualTo(200);
    }

    @Test
    void anAdminKeyIsNoSessionAndMayNothingHere() {
        assertThat(status("me", "store", "Bearer " + RestFixture.TOKEN)).isEqualTo(401);
        assertThat(status("me", RestFixture.TOKEN, "none")).isEqualTo(401);
        assertThat(status("staff", RestFixture.TOKEN, "none")).isEqualTo(401);
        assertThat(status("staff", RestFixture.TOKEN, "Bearer session")).isEqualTo(403);
    }

    @Test
    void aSessionIsWorthNothingForStaff() {
        assertThat(REST.get("/staff", "Authorization", "Bearer session").statusCode())
                .isEqualTo(401);
        assertThat(REST.get("/staff", "Authorization", "Bearer session", "Clientele-Store-Key", "store")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theSellerAccountsOfTheKeyBoundTheShopper() {
        String body = REST.get(
                        "/api/store/v1/door/me", "Clientele-Store-Key", "part", "Authorization", "Bearer session")
                .body();

        assertThat(body).contains("customer:" + SHOPPER).contains("\"sellerAccounts\":[\"a\"]");
    }

    @Test
    void aTokenIsShownToNobodyButWhoseItIs() {
        List<String> shown = new CopyOnWriteArrayList<>();
        Sessions curious = (token, storefront) -> {
            shown.add(token);
            return Optional.of(Caller.shopper(SHOPPER, "C-2", Optional.empty()));
        };
        Sessions own = (token, storefront) -> Optional.of(Caller.shopper(SHOPPER, "C-1", Optional.empty()));
        try (RestFixture rest = RestFixture.with()
                .store(new DoorResource())
                .key("store", Caller.STORE_USE)
                .sessions("cls_", own)
                .sessions("xyz_", curious)
                .start()) {
            assertThat(me(rest, "cls_1").body()).contains("C-1");
            assertThat(me(rest, "xyz_1").body()).contains("C-2");
            assertThat(me(rest, "other").statusCode()).isEqualTo(401);
            assertThat(me(rest, "clc_1").statusCode()).isEqualTo(503);
            assertThat(shown).containsExactly("xyz_1");
        }
    }

    @Test
    void whoseSessionInACartIsOverIsNotTheStorefront() {
        try (RestFixture rest = RestFixture.with()
                .store(new DoorResource())
                .key("store", Caller.STORE_USE)
                .sessions("clc_", (token, storefront) -> Optional.empty())
                .start()) {
            String[] over = {"Clientele-Store-Key", "store", "Authorization", "Bearer clc_1"};
            assertThat(rest.get("/api/store/v1/door/store", over).statusCode()).isEqualTo(401);
            assertThat(rest.get("/api/store/v1/door/any", over).statusCode()).isEqualTo(401);
            assertThat(rest.get("/api/store/v1/door/public", over).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> me(RestFixture rest, String token) {
        return rest.get("/api/store/v1/door/me", "Clientele-Store-Key", "store", "Authorization", "Bearer " + token);
    }

    private static int status(String path, String key, String authorization) {
        return REST.get("/api/store/v1/door/" + path, "Clientele-Store-Key", key, "Authorization", authorization)
                .statusCode();
    }
}
