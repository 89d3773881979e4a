package org.clientele.demo.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Persons for customer numbers: made up, and always the same for the same number. */
final class MadeUpPersons {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net");
    /** Two in three have a login. */
    private static final int ACCOUNTS_IN = 3;

    private MadeUpPersons() {}

    /** All of them, one a line, as {@code /imports?type=customers} takes them. */
    static byte[] ndjson(Map<Integer, String> customers) {
        StringBuilder lines = new StringBuilder();
        customers.forEach((number, country) -> {
            try {
                lines.append(JSON.writeValueAsString(person(number, Place.of(country))))
                        .append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode person(int number, Place place) {
        Random random = new Random(number);
        random.nextInt();
        String first = one(random, place.firstNames());
        String last = one(random, place.lastNames());
        boolean account = random.nextInt(ACCOUNTS_IN) > 0;
        String phone = place.dialling() + String.format(Locale.ROOT, "%03d", random.nextInt(1000));
        ObjectNode person = JSON.createObjectNode();
        person.put("email", ascii(first) + "." + ascii(last) + "." + number + "@" + one(random, DOMAINS));
        person.put("firstName", first);
        person.put("lastName", last);
        person.put("phone", phone);
        person.put("locale", place.locale());
        person.put("account", account);
        person.put("newsletter", random.nextInt(3) == 0);
        person.putArray("tags").add("demo");
        person.putArray("sellerAccounts").add("default");
        person.putArray("externalIds")
                .addObject()
                .put("system", "online-retail")
                .put("id", Integer.toString(number));
        String[] city = one(random, place.cities()).split("\\|", 2);
        person.putArray("addresses")
                .addObject()
                .put("firstName", first)
                .put("lastName", last)
                .put("line1", (1 + random.nextInt(120)) + " " + one(random, place.streets()))
                .put("city", city[0])
                .put("postalCode", city[1])
                .put("country", place.country());
        return person;
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
