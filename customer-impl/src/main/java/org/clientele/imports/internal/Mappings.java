package org.clientele.imports.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.clientele.rest.Versioned;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mappings that were stored, and those that come with the product. Thread-safe. */
@Component(service = Mappings.class)
public final class Mappings {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Map<String, Mapping> SHIPPED = Map.of("online-retail", shipped("online-retail.json"));

    private final Transactions transactions;

    @Activate
    public Mappings(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** Their names, in order. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>(SHIPPED.keySet());
        names.addAll(transactions.read(connection -> {
            List<String> stored = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select name from customer.import_mapping");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getString(1));
                }
            }
            return stored;
        }));
        return List.copyOf(names);
    }

    Optional<Versioned<Mapping>> find(String name) {
        if (SHIPPED.containsKey(name)) {
            return Optional.ofNullable(SHIPPED.get(name)).map(mapping -> new Versioned<>(mapping, 0));
        }
        return transactions.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select mapping, version from customer.import_mapping where name = ?")) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Versioned<>(
                                    Json.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), Mapping.class),
                                    rows.getLong(2)))
                            : Optional.<Versioned<Mapping>>empty();
                }
            }
        });
    }

    /**
     * Whether it is new.
     *
     * @param types what there is to be made
     */
    boolean put(String name, Mapping mapping, Set<String> types) {
        if (!NAME.matcher(name).matches()) {
            throw new Problem.Invalid(
                    "validation", "A name has 1 to 64 lower-case letters, digits and . _ -", List.of());
        }
        requireOwn(name);
        mapping.compile(types);
        return transactions.sql(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into customer.import_mapping (name, mapping) values (?, ?)
                    on conflict (name) do update
                    set mapping = excluded.mapping, version = import_mapping.version + 1
                    returning version
                    """)) {
                upsert.setString(1, name);
                upsert.setString(2, new String(Json.write(mapping), StandardCharsets.UTF_8));
                try (ResultSet rows = upsert.executeQuery()) {
                    rows.next();
                    return rows.getLong(1) == 0;
                }
            }
        });
    }

    void remove(String name) {
        requireOwn(name);
        int removed = transactions.sql(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from customer.import_mapping where name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate();
            }
        });
        if (removed == 0) {
            throw new Problem.NotFound("There is no such mapping.");
        }
    }

    private static void requireOwn(String name) {
        if (SHIPPED.containsKey(name)) {
            throw new Problem.Conflict("shipped", "This mapping comes with the product; use another name.");
        }
    }

    private static Mapping shipped(String resource) {
        try (InputStream input = Mappings.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException(resource + " is not in the bundle");
            }
            Mapping mapping = Json.read(input.readAllBytes(), Mapping.class);
            mapping.compile();
            return mapping;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
