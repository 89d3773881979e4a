package org.clientele.catalog.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalogue in {@code cart.product}. */
@Component(service = {Catalogue.class, JdbcCatalogue.class})
public final class JdbcCatalogue implements Catalogue {
    private static final TypeReference<Map<String, Long>> PRICES = new TypeReference<>() {};
    private static final String COLUMNS =
            "sku, name, price, currency, prices, category, brand, active, max_quantity, version";

    private final Transactions transactions;

    @Activate
    public JdbcCatalogue(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** A product and its version. */
    record Stored(Product product, long version) {}

    @Override
    public List<Offered> find(Collection<String> skus, Sale sale) {
        return transactions.read(connection -> Sql.list(
                connection,
                "select " + COLUMNS + " from cart.product where sku = any (?)",
                row -> Offered.of(product(row)),
                skus));
    }

    @Override
    public Page<Product> search(String text, Page.Request page) {
        String pattern = "%" + text.toLowerCase(java.util.Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        "select " + COLUMNS + " from cart.product where active and lower(sku || ' ' || name) like ?"
                                + " order by lower(name), sku limit ? offset ?",
                        JdbcCatalogue::product,
                        pattern,
                        page.size(),
                        page.offset()),
                Sql.first(
                                connection,
                                "select count(*) from cart.product where active and lower(sku || ' ' || name) like ?",
                                row -> row.getLong(1),
                                pattern)
                        .orElseThrow()));
    }

    Optional<Stored> find(String sku) {
        return transactions.read(connection -> Sql.first(
                connection,
                "select " + COLUMNS + " from cart.product where sku = ?",
                row -> new Stored(product(row), row.getLong("version")),
                sku));
    }

    /** @return whether it is new */
    boolean put(Product product) {
        return transactions.sql(connection -> Sql.first(
                        connection,
                        """
                        insert into cart.product as p (sku, name, price, currency, prices, category, brand, active,
                            max_quantity)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                        on conflict (sku) do update set name = excluded.name, price = excluded.price,
                            currency = excluded.currency, prices = excluded.prices, category = excluded.category,
                            brand = excluded.brand, active = excluded.active, max_quantity = excluded.max_quantity,
                            version = p.version + 1
                        returning version = 0""",
                        row -> row.getBoolean(1),
                        product.sku(),
                        product.name(),
                        product.price().amount(),
                        product.price().currency(),
                        json(product.prices()),
                        product.category(),
                        product.brand(),
                        product.active(),
                        product.maxQuantity())
                .orElseThrow());
    }

    private static Product product(ResultSet row) throws SQLException {
        long most = row.getLong("max_quantity");
        boolean limited = !row.wasNull();
        return new Product(
                row.getString("sku"),
                row.getString("name"),
                new Money(row.getLong("price"), row.getString("currency")),
                prices(row.getString("prices")),
                Optional.ofNullable(row.getString("category")),
                Optional.ofNullable(row.getString("brand")),
                row.getBoolean("active"),
                limited ? Optional.of(most) : Optional.empty());
    }

    private static List<Money> prices(String json) {
        if (json.equals("{}")) {
            return List.of();
        }
        try {
            return new TreeMap<>(Json.mapper().readValue(json, PRICES))
                    .entrySet().stream()
                            .map(price -> new Money(price.getValue(), price.getKey()))
                            .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A product in the database cannot be read", e);
        }
    }

    private static String json(List<Money> prices) {
        try {
            return Json.mapper()
                    .writeValueAsString(prices.stream().collect(Collectors.toMap(Money::currency, Money::amount)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
