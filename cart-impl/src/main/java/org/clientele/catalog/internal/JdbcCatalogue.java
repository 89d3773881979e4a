package org.clientele.catalog.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;
import org.clientele.imports.ImportTarget.Outcome;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalogue in {@code cart.product}, with the prices of {@code cart.price}. */
@Component(service = {Catalogue.class, JdbcCatalogue.class})
public final class JdbcCatalogue implements Catalogue {
    private final Transactions transactions;

    @Activate
    public JdbcCatalogue(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    /** A product and its version. */
    record Stored(Product product, long version) {}

    @Override
    public List<Offered> find(Collection<String> skus, Sale sale) {
        if (sale.priceLists().isEmpty()) {
            return transactions.read(connection -> Sql.list(
                    connection,
                    "select " + ProductRows.COLUMNS + " from cart.product p where p.sku = any (?)",
                    row -> Offered.of(ProductRows.product(row)),
                    skus));
        }
        Map<String, Offered> found = new LinkedHashMap<>();
        transactions.read(connection -> Sql.list(
                connection,
                "select " + ProductRows.COLUMNS + """
                        , l.currency as list_currency, l.quantities, l.prices as list_prices from cart.product p
                        left join (select x.sku, x.quantities, x.prices, y.currency from cart.price x
                            join cart.price_list y on y.id = x.price_list where x.price_list = any (?)) l on l.sku = p.sku
                        where p.sku = any (?)""",
                row -> {
                    Product product = ProductRows.product(row);
                    List<Tier> tiers = tiers(row);
                    found.merge(product.sku(), new Offered(product, tiers), JdbcCatalogue::together);
                    return product;
                },
                sale.priceLists(),
                skus));
        return List.copyOf(found.values());
    }

    private static Offered together(Offered one, Offered other) {
        List<Tier> tiers = new ArrayList<>(one.tiers());
        tiers.addAll(other.tiers());
        return new Offered(one.product(), tiers);
    }

    private static List<Tier> tiers(ResultSet row) throws SQLException {
        String currency = row.getString("list_currency");
        if (currency == null) {
            return List.of();
        }
        Long[] quantities = (Long[]) row.getArray("quantities").getArray();
        Long[] prices = (Long[]) row.getArray("list_prices").getArray();
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < quantities.length; i++) {
            tiers.add(new Tier(quantities[i], new Money(prices[i], currency)));
        }
        return tiers;
    }

    @Override
    public Page<Product> search(String text, Page.Request page) {
        return list(text, Optional.of(true), page);
    }

    /** @param active only those, or only the others; empty for all */
    Page<Product> list(String text, Optional<Boolean> active, Page.Request page) {
        StringBuilder where = new StringBuilder(" from cart.product p where true");
        List<Object> values = new ArrayList<>();
        active.ifPresent(wanted -> where.append(wanted ? " and p.active" : " and not p.active"));
        if (!text.isEmpty()) {
            where.append(" and lower(p.sku || ' ' || p.name) like lower(?)");
            values.add("%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return transactions.read(connection -> {
            long total = Sql.first(connection, "select count(*)" + where, row -> row.getLong(1), values.toArray())
                    .orElseThrow();
            values.add(page.size());
            values.add(page.offset());
            return Page.of(
                    Sql.list(
                            connection,
                            "select " + ProductRows.COLUMNS + where + " order by lower(p.name), p.sku limit ? offset ?",
                            ProductRows::product,
                            values.toArray()),
                    total);
        });
    }

    Optional<Stored> find(String sku) {
        return transactions.read(connection -> find(connection, sku, ""));
    }

    private static Optional<Stored> find(Connection connection, String sku, String lock) throws SQLException {
        return Sql.first(
                connection,
                "select " + ProductRows.COLUMNS + " from cart.product p where p.sku = ?" + lock,
                row -> new Stored(ProductRows.product(row), row.getLong("version")),
                sku);
    }

    /** @param version that it has to have, unless empty */
    Outcome put(Product product, OptionalLong version) {
        return transactions.sql(connection -> {
            if (version.isPresent()) {
                requireVersion(find(connection, product.sku(), " for update"), version);
            }
            return ProductRows.put(connection, List.of(product)).getOrDefault(product.sku(), Outcome.UNCHANGED);
        });
    }

    /** @return what became of each SKU */
    Map<String, Outcome> put(List<Product> products) {
        return transactions.sql(connection -> ProductRows.put(connection, products));
    }

    /** Carts that hold it can no longer be checked out with it. */
    void remove(String sku, OptionalLong version) {
        transactions.sql(connection -> {
            Optional<Stored> stored = find(connection, sku, " for update");
            if (stored.isEmpty()) {
                throw notFound();
            }
            requireVersion(stored, version);
            return Sql.update(connection, "delete from cart.product where sku = ?", sku);
        });
    }

    private static void requireVersion(Optional<Stored> stored, OptionalLong version) {
        if (version.isPresent()
                && stored.filter(present -> present.version() == version.getAsLong())
                        .isEmpty()) {
            throw new Problem.Stale("The product was changed meanwhile: read it again and repeat the change.");
        }
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such product.");
    }
}
