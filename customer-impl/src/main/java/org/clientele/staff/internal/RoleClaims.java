package org.clientele.staff.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;

/** What the values of a claim give. */
record RoleClaims(String claim, List<Rule> rules) {
    /** @param sellerAccount where the role is given; empty for everywhere */
    private record Rule(String value, String role, Optional<String> sellerAccount) {}

    /** @throws IllegalArgumentException if a rule is not {@code value=role} or {@code value=role@seller-account} */
    static RoleClaims of(String claim, String... rules) {
        List<Rule> read = new ArrayList<>();
        Arrays.stream(rules)
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .forEach(rule -> read.add(rule(rule)));
        return new RoleClaims(claim.strip(), List.copyOf(read));
    }

    private static Rule rule(String text) {
        int equals = text.lastIndexOf('=');
        String right = text.substring(equals + 1).strip();
        int at = right.indexOf('@');
        String role = at < 0 ? right : right.substring(0, at).strip();
        Optional<String> account =
                at < 0 ? Optional.empty() : Optional.of(right.substring(at + 1).strip());
        if (equals < 1 || role.isEmpty() || account.map(String::isEmpty).orElse(false)) {
            throw new IllegalArgumentException("roles: not value=role or value=role@seller-account: " + text);
        }
        return new Rule(text.substring(0, equals).strip(), role, account);
    }

    /** The grants of a token; none where the claim is missing or says nothing that is known. */
    List<Granted> grants(JwtClaims claims) {
        if (claim.isEmpty()) {
            return List.of();
        }
        Object value = claims.getClaimValue(claim);
        Collection<?> values =
                value instanceof Collection<?> several ? several : value == null ? List.of() : List.of(value);
        return rules.stream()
                .filter(rule -> values.contains(rule.value()))
                .map(rule -> new Granted(
                        Optional.of(rule.role()), Map.of(), rule.sellerAccount().map(Set::of)))
                .toList();
    }
}
