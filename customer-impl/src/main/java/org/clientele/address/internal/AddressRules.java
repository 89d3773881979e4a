package org.clientele.address.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.clientele.Problem.Checks;
import org.clientele.customer.Address;

/**
 * What an address must have to arrive in its country. Holds where people enter addresses, not for what is imported: what
 * happened is not undone by a missing postal code.
 */
public final class AddressRules {
    private static final Map<String, Function<Address.Content, Optional<String>>> MEMBERS = Map.of(
            "line1", Address.Content::line1,
            "city", Address.Content::city,
            "province", Address.Content::province,
            "postalCode", Address.Content::postalCode);
    private static final Map<String, Rule> RULES = read();

    private AddressRules() {}

    private record Rule(List<String> required, Optional<Pattern> postalCode) {}

    /** @param at a JSON Pointer to the address */
    public static void check(Checks checks, String at, Address.Content address) {
        Rule rule = address.country().map(RULES::get).orElse(null);
        if (rule == null) {
            return;
        }
        String country = address.country().orElse("");
        for (String member : rule.required()) {
            checks.that(
                    member(member, address).isPresent(),
                    at + "/" + member,
                    "required",
                    "An address in " + country + " needs this.");
        }
        rule.postalCode().ifPresent(pattern -> address.postalCode()
                .ifPresent(code -> checks.that(
                        pattern.matcher(code.strip().toUpperCase(Locale.ROOT)).matches(),
                        at + "/postalCode",
                        "postal-code",
                        "No postal code in " + country + " looks like this.")));
    }

    private static Optional<String> member(String name, Address.Content address) {
        Function<Address.Content, Optional<String>> member = MEMBERS.get(name);
        if (member == null) {
            throw new IllegalStateException(name);
        }
        return member.apply(address);
    }

    private static Map<String, Rule> read() {
        try (InputStream file = AddressRules.class.getResourceAsStream("countries.txt")) {
            if (file == null) {
                throw new IllegalStateException("countries.txt is missing");
            }
            Map<String, Rule> rules = new HashMap<>();
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] parts = line.split(" ", 3);
                        rules.put(
                                parts[0],
                                new Rule(
                                        Arrays.asList(parts[1].split(",", -1)),
                                        Optional.of(parts[2])
                                                .filter(code -> !code.equals("-"))
                                                .map(Pattern::compile)));
                    });
            return Map.copyOf(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
