package org.clientele.catalog.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.clientele.Money;
import org.clientele.catalog.Product;
import org.clientele.imports.ImportTarget.Outcome;
import org.clientele.persistence.Sql;
import org.clientele.rest.Json;

/** The table {@code cart.product}. */
final class ProductRows {
    static final String COLUMNS =
            "p.sku, p.name, p.price, p.currency, p.prices, p.category, p.brand, p.active, p.max_quantity, p.version";
    private static final TypeReference<Map<String, Long>> PRICES = new TypeReference<>() {};

    private ProductRows() {}

    /** A product as a row of JSON, named like the columns. */
    private record Row(
            String sku,
            String name,
            long price,
            String currency,
            Map<String, Long> prices,
            Optional<String> category,
            Optional<String> brand,
            boolean active,
            Optional<Long> max_quantity) {
        static Row of(Product product) {
            return new Row(
                    product.sku(),
                    product.name(),
                    product.price().amount(),
                    product.price().currency(),
                    product.prices().stream().collect(Collectors.toMap(Money::currency, Money::amount)),
                    product.category(),
                    product.brand(),
                    product.active(),
                    product.maxQuantity());
        }
    }

    /**
     * Writes what is new or other.
     *
     * @param products each SKU once
     * @return what became of each SKU
     */
    static Map<String, Outcome> put(Connection connection, List<Product> products) throws SQLException {
        Map<String, Outcome> outcomes = new HashMap<>();
        products.forEach(product -> outcomes.put(product.sku(), Outcome.UNCHANGED));
        Sql.list(
                        connection,
                        """
                        insert into cart.product as p (sku, name, price, currency, prices, category, brand, active,
                            max_quantity)
                        select sku, name, price, currency, prices, category, brand, active, max_quantity
                        from jsonb_to_recordset(?::jsonb) as r (sku text, name text, price bigint, currency text,
                            prices jsonb, category text, brand text, active boolean, max_quantity bigint)
                        order by sku
                        on conflict (sku) do update set name = excluded.name, price = excluded.price,
                            currency = excluded.currency, prices = excluded.prices, category = excluded.category,
                            brand = excluded.brand, active = excluded.active, max_quantity = excluded.max_quantity,
                            version = p.version + 1
                        where (p.name, p.price, p.currency, p.prices, p.category, p.brand, p.active, p.max_quantity)
                            is distinct from (excluded.name, excluded.price, excluded.currency, excluded.prices,
                                excluded.category, excluded.brand, excluded.active, excluded.max_quantity)
                        returning sku, version""",
                        row -> Map.entry(row.getString(1), row.getLong(2) == 0 ? Outcome.CREATED : Outcome.UPDATED),
                        json(products.stream()
                                .sorted(Comparator.comparing(Product::sku))
                                .map(Row::of)
                                .toList()))
                .forEach(written -> outcomes.put(written.getKey(), written.getValue()));
        return outcomes;
    }

    static Product product(ResultSet row) throws SQLException {
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

    static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
