package org.clientele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdentityTest {
    private static final Identity MIXED = new Identity(
            "staff:1",
            "Ada",
            List.of(
                    grant(Set.of("customers:read"), "north", "south"),
                    grant(Set.of("customers:*", "-customers:erase"), "north"),
                    grant(Set.of("orders:read"), "west")));

    @Test
    void aRequestSeesWhereItsScopeIsHeld() {
        assertThat(MIXED.caller("customers:read", Optional.empty())
                        .orElseThrow()
                        .sellerAccounts())
                .hasValue(Set.of("north", "south"));
        assertThat(MIXED.caller("customers:write", Optional.empty())
                        .orElseThrow()
                        .sellerAccounts())
                .hasValue(Set.of("north"));
        assertThat(MIXED.caller("customers:erase", Optional.empty())).isEmpty();
        assertThat(MIXED.caller("staff:read", Optional.empty())).isEmpty();
    }

    @Test
    void whatIsHeldInSomeSellerAccountsOnlyIsNotHeldInAllOfThem() {
        Caller both = MIXED.caller("customers:read", Optional.empty()).orElseThrow();
        assertThat(both.may("customers:write")).isFalse();
        assertThat(both.may("customers:read")).isTrue();
        Caller north =
                MIXED.caller("customers:read", Optional.of(Set.of("north"))).orElseThrow();
        assertThat(north.may("customers:write")).isTrue();
        assertThat(north.may("customers:erase")).isFalse();
        assertThat(north.sellerAccounts()).hasValue(Set.of("north"));
        assertThat(MIXED.caller("customers:read", Optional.of(Set.of("west")))).isEmpty();
        assertThat(MIXED.caller("customers:read", Optional.of(Set.of("north", "west"))))
                .isEmpty();
        assertThat(MIXED.caller("customers:read", Optional.of(Set.of()))).isEmpty();
    }

    @Test
    void whoMaySomethingEverywhereMayNoMoreThanThatEverywhere() {
        Identity identity = new Identity(
                "staff:2",
                "Bob",
                List.of(
                        new Grant(Set.of("customers:read"), Optional.empty()),
                        grant(Set.of("customers.pii:read"), "north")));
        Caller all = identity.caller("customers:read", Optional.empty()).orElseThrow();
        assertThat(all.sellerAccounts()).isEmpty();
        assertThat(all.may("customers.pii:read")).isFalse();
        Caller personal =
                identity.caller("customers.pii:read", Optional.empty()).orElseThrow();
        assertThat(personal.sellerAccounts()).hasValue(Set.of("north"));
        assertThat(personal.may("customers:read")).isTrue();
    }

    @Test
    void whoHasNothingIsKnownAndMayNothing() {
        Identity nobody = new Identity("staff:3", "Cy", List.of());
        Caller caller =
                nobody.caller(RequiresScope.ANY_CALLER, Optional.empty()).orElseThrow();
        assertThat(caller.may("customers:read")).isFalse();
        assertThat(caller.sellerAccounts()).hasValue(Set.of());
        assertThat(nobody.caller("customers:read", Optional.empty())).isEmpty();
    }

    @Test
    void whatIsSwitchedOffCountsAgainstAWildcard() {
        Caller caller = new Caller("a", "a", Set.of("*", "-customers:erase"), Optional.empty());
        assertThat(caller.may("customers:write")).isTrue();
        assertThat(caller.may("orders:*")).isTrue();
        assertThat(caller.may("customers:*")).isFalse();
        assertThat(caller.may("*")).isFalse();
        assertThat(caller.may("-customers:erase")).isFalse();
        assertThat(new Grant(Set.of("*", "-customers:erase"), Optional.empty()).isWithin(caller))
                .isTrue();
        assertThat(new Grant(Set.of("*"), Optional.empty()).isWithin(caller)).isFalse();
        assertThat(new Grant(Set.of("customers:*"), Optional.of(Set.of("north"))).isWithin(caller))
                .isFalse();
        Set<String> both =
                Scopes.anyOf(List.<Set<String>>of(Set.of("*", "-customers:erase"), Set.of("customers:erase")));
        assertThat(Scopes.may(both, "customers:erase")).isTrue();
    }

    private static Grant grant(Set<String> scopes, String... accounts) {
        return new Grant(scopes, Optional.of(Set.of(accounts)));
    }
}
