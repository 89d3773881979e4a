package org.clientele.merge.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientele.Problem;
import org.clientele.rest.Json;

/** Whose values a survivor gets. */
final class Composition {
    static final String EMAIL = "email";
    private static final String CUSTOM = "customFields.";
    private static final String NEWSLETTER = "newsletter";

    /** Fields that are chosen one by one, and their columns. */
    private static final Map<String, String> FIELDS = new LinkedHashMap<>();

    /** The e-mail address is the identity: what says who may log in goes with it. */
    private static final List<String> LOGIN =
            List.of("email", "account", "verification", "registered_at", "last_login_at");

    static {
        for (String field : List.of(
                "salutation",
                "firstName",
                "lastName",
                "phone",
                "gender",
                "dateOfBirth",
                "company",
                "locale",
                "timeZone",
                "role",
                "status",
                NEWSLETTER,
                "defaultBillingAddressId",
                "defaultShippingAddressId")) {
            FIELDS.put(field, field.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT));
        }
    }

    private final Person into;
    private final List<Person> everybody;
    private final Map<String, UUID> chosen = new LinkedHashMap<>();

    /** @throws Problem.Invalid if a choice makes no sense */
    Composition(Person into, List<Person> from, Map<String, UUID> choose) {
        this.into = into;
        this.everybody = Stream.concat(Stream.of(into), from.stream()).toList();
        Set<String> known = new LinkedHashSet<>(FIELDS.keySet());
        known.add(EMAIL);
        everybody.forEach(person -> custom(person).fieldNames().forEachRemaining(name -> known.add(CUSTOM + name)));
        Problem.Invalid.check(checks -> choose.forEach((field, id) -> checks.that(
                        known.contains(field), pointer(field), "field", "There is no such field to choose.")
                .that(
                        everybody.stream().anyMatch(person -> person.id().equals(id)),
                        pointer(field),
                        "customer",
                        "Choose one of the customers that are merged.")));
        chosen.put(EMAIL, Optional.ofNullable(choose.get(EMAIL)).orElseGet(this::login));
        if (everybody.stream().anyMatch(person -> person.is("account"))
                && !person(EMAIL).is("account")) {
            throw Problem.Invalid.at("/choose/email", "account", "The e-mail address of an account comes first.");
        }
        for (String field : known) {
            if (!field.equals(EMAIL)) {
                chosen.put(field, Optional.ofNullable(choose.get(field)).orElseGet(() -> usual(field)));
            }
        }
    }

    private static String pointer(String field) {
        return "/choose/" + field.replace("~", "~0").replace("/", "~1");
    }

    private UUID login() {
        return everybody.stream()
                .filter(person -> person.is("account"))
                .findFirst()
                .or(() -> everybody.stream().filter(person -> person.has(EMAIL)).findFirst())
                .orElse(into)
                .id();
    }

    /** Consent was given for an e-mail address. */
    private UUID usual(String field) {
        return field.equals(NEWSLETTER)
                ? chosen.getOrDefault(EMAIL, into.id())
                : everybody.stream()
                        .filter(person -> value(person, field).isPresent())
                        .findFirst()
                        .orElse(into)
                        .id();
    }

    /** Whose login the survivor has. */
    UUID identity() {
        return chosen.getOrDefault(EMAIL, into.id());
    }

    /** The e-mail address that the survivor had, if it gets another. */
    Optional<String> givenUp() {
        return Optional.of(into.text(EMAIL))
                .filter(email -> !email.isEmpty() && !email.equals(person(EMAIL).text(EMAIL)));
    }

    /** Those in which they differ: whose it is, by field. */
    Map<String, UUID> choices() {
        return chosen.entrySet().stream()
                .filter(entry -> everybody.stream()
                                .map(person -> value(person, entry.getKey()))
                                .distinct()
                                .count()
                        > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    /** Who has which value. */
    Map<UUID, Object> values(String field) {
        Map<UUID, Object> values = new LinkedHashMap<>();
        for (Person person : everybody) {
            value(person, field)
                    .ifPresent(value -> values.put(person.id(), Json.mapper().convertValue(value, Object.class)));
        }
        return values;
    }

    /** Whether the survivor gets a value of another. */
    boolean gives(String field) {
        return !into.id().equals(chosen.get(field));
    }

    private static Optional<JsonNode> value(Person person, String field) {
        JsonNode value = field.startsWith(CUSTOM)
                ? custom(person).path(field.substring(CUSTOM.length()))
                : person.row().path(FIELDS.getOrDefault(field, field));
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private Person person(String field) {
        UUID id = chosen.getOrDefault(field, into.id());
        return everybody.stream()
                .filter(person -> person.id().equals(id))
                .findFirst()
                .orElse(into);
    }

    /** The survivor's row. */
    ObjectNode row() {
        ObjectNode row = into.row().deepCopy();
        LOGIN.forEach(column -> row.set(column, person(EMAIL).row().get(column)));
        FIELDS.forEach((field, column) -> row.set(column, person(field).row().get(column)));
        ObjectNode custom = Json.mapper().createObjectNode();
        chosen.keySet().stream().filter(field -> field.startsWith(CUSTOM)).forEach(field -> value(person(field), field)
                .ifPresent(value -> custom.set(field.substring(CUSTOM.length()), value)));
        row.put("custom_fields", custom.toString());
        for (String set : List.of("tags", "groups")) {
            Set<String> all = new TreeSet<>();
            everybody.forEach(person -> person.row().path(set).forEach(code -> all.add(code.asText())));
            row.set(set, Json.mapper().valueToTree(all));
        }
        List<JsonNode> externalIds = new ArrayList<>();
        everybody.forEach(person -> externalIds(person.row()).forEach(externalIds::add));
        setExternalIds(row, externalIds);
        row.put("former_refs", formerRefs());
        row.put("version", into.row().path("version").asLong() + 1);
        return row;
    }

    /** What the search is to find the survivor by too, one a line. */
    private String formerRefs() {
        return everybody.stream()
                .flatMap(person -> person == into
                        ? Stream.of(givenUp().orElse(""), person.text("former_refs"))
                        : Stream.of(person.text("reference"), person.text(EMAIL), person.text("former_refs")))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    static ObjectNode custom(Person person) {
        return Person.parse(person.row().path("custom_fields").asText("{}"));
    }

    static ArrayNode externalIds(ObjectNode row) {
        return (ArrayNode) Person.parse("{\"all\":" + row.path("external_ids").asText("[]") + "}")
                .path("all");
    }

    /** In the order and form in which they are kept. */
    static void setExternalIds(ObjectNode row, List<JsonNode> externalIds) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        externalIds.forEach(one ->
                sorted.put(one.path("system").asText() + '\n' + one.path("id").asText(), one));
        row.put("external_ids", Json.mapper().valueToTree(sorted.values()).toString());
        row.put(
                "external_refs",
                sorted.values().stream().map(one -> one.path("id").asText()).collect(Collectors.joining(" ")));
    }

    /**
     * The survivor's row after an undo: what the merge changed and nobody changed since is as it was before.
     *
     * @param now as it is
     */
    static ObjectNode undone(ObjectNode before, ObjectNode after, ObjectNode now) {
        ObjectNode row = now.deepCopy();
        Iterator<String> columns = before.fieldNames();
        while (columns.hasNext()) {
            String column = columns.next();
            boolean changed = !before.path(column).equals(after.path(column));
            if (changed && now.path(column).equals(after.path(column))) {
                row.set(column, before.get(column));
            }
        }
        for (String set : List.of("tags", "groups")) {
            Set<String> codes = new TreeSet<>();
            now.path(set).forEach(code -> codes.add(code.asText()));
            after.path(set).forEach(code -> codes.remove(code.asText()));
            before.path(set).forEach(code -> {
                if (contains(now.path(set), code)) {
                    codes.add(code.asText());
                }
            });
            row.set(set, Json.mapper().valueToTree(codes));
        }
        ArrayNode had = externalIds(before);
        ArrayNode got = externalIds(after);
        List<JsonNode> kept = new ArrayList<>();
        externalIds(now).forEach(one -> {
            if (contains(had, one) || !contains(got, one)) {
                kept.add(one);
            }
        });
        setExternalIds(row, kept);
        row.put("custom_fields", customFields(before, after, now));
        row.set("former_refs", before.get("former_refs"));
        row.put("version", now.path("version").asLong() + 1);
        return row;
    }

    private static String customFields(ObjectNode before, ObjectNode after, ObjectNode now) {
        if (now.path("custom_fields").equals(after.path("custom_fields"))) {
            return before.path("custom_fields").asText();
        }
        ObjectNode had = Person.parse(before.path("custom_fields").asText("{}"));
        ObjectNode got = Person.parse(after.path("custom_fields").asText("{}"));
        ObjectNode has = Person.parse(now.path("custom_fields").asText("{}"));
        got.fieldNames().forEachRemaining(name -> {
            if (!got.path(name).equals(had.path(name)) && got.path(name).equals(has.path(name))) {
                has.remove(name);
                if (had.has(name)) {
                    has.set(name, had.get(name));
                }
            }
        });
        return has.toString();
    }

    private static boolean contains(JsonNode array, JsonNode item) {
        for (JsonNode one : array) {
            if (one.equals(item)) {
                return true;
            }
        }
        return false;
    }
}
