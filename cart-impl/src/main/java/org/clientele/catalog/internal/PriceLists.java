package org.clientele.catalog.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.imports.ImportTarget.Outcome;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Price lists and their prices. A change of a price is a change of its list. Thread-safe. */
@Component(service = PriceLists.class)
public final class PriceLists {
    private final Transactions transactions;

    @Activate
    public PriceLists(@Reference(target = "(schema=cart)") Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A list of prices that holds for some groups.
     *
     * @param prices how many products are in it
     */
    public record PriceList(String id, String name, String currency, long prices, long version) {}

    /** @param tiers by their quantities, in the currency of the list */
    public record Price(String sku, List<Step> tiers) {
        public Price {
            tiers = List.copyOf(tiers);
        }
    }

    /** @param price of one, from this quantity on */
    public record Step(long from, long price) {}

    private static final String LIST = "select l.id, l.name, l.currency, l.version,"
            + " (select count(*) from cart.price x where x.price_list = l.id) as prices from cart.price_list l";

    Page<PriceList> list(Page.Request page) {
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        LIST + " order by l.id limit ? offset ?",
                        PriceLists::priceList,
                        page.size(),
                        page.offset()),
                Sql.first(connection, "select count(*) from cart.price_list", row -> row.getLong(1))
                        .orElseThrow()));
    }

    Optional<PriceList> find(String id) {
        return transactions.read(
                connection -> Sql.first(connection, LIST + " where l.id = ?", PriceLists::priceList, id));
    }

    /** @return whether it is new */
    boolean put(String id, String name, String currency, OptionalLong version) {
        return transactions.sql(connection -> {
            Optional<PriceList> before = locked(connection, id);
            requireVersion(before, version);
            if (before.filter(list -> list.prices() > 0 && !list.currency().equals(currency))
                    .isPresent()) {
                throw new Problem.Conflict(
                        "has-prices", "A list that has prices keeps its currency: remove them, or make another list.");
            }
            return Sql.first(connection, """
                            insert into cart.price_list as l (id, name, currency) values (?, ?, ?)
                            on conflict (id) do update set name = excluded.name, currency = excluded.currency,
                                version = l.version + 1
                            returning version = 0""", row -> row.getBoolean(1), id, name, currency)
                    .orElseThrow();
        });
    }

    void remove(String id, OptionalLong version) {
        transactions.sql(connection -> {
            require(connection, id, version);
            return Sql.update(connection, "delete from cart.price_list where id = ?", id);
        });
    }

    Page<Price> prices(String id, Page.Request page) {
        return transactions.read(connection -> Page.of(
                Sql.list(
                        connection,
                        "select sku, quantities, prices from cart.price where price_list = ? order by sku"
                                + " limit ? offset ?",
                        PriceLists::price,
                        id,
                        page.size(),
                        page.offset()),
                Sql.first(connection, "select count(*) from cart.price where price_list = ?", row -> row.getLong(1), id)
                        .orElseThrow()));
    }

    Optional<Price> price(String id, String sku) {
        return transactions.read(connection -> Sql.first(
                connection,
                "select sku, quantities, prices from cart.price where price_list = ? and sku = ?",
                PriceLists::price,
                id,
                sku));
    }

    /** Sets the price of a product, with all its tiers. */
    Outcome put(String id, OptionalLong version, Price price) {
        return transactions.sql(connection -> {
            require(connection, id, version);
            if (Sql.first(connection, "select 1 from cart.product where sku = ?", row -> 1, price.sku())
                    .isEmpty()) {
                throw JdbcCatalogue.notFound();
            }
            Outcome outcome = write(connection, id, price);
            changed(connection, id, outcome != Outcome.UNCHANGED);
            return outcome;
        });
    }

    void remove(String id, OptionalLong version, String sku) {
        transactions.sql(connection -> {
            require(connection, id, version);
            int removed = Sql.update(connection, "delete from cart.price where price_list = ? and sku = ?", id, sku);
            if (removed == 0) {
                throw noPrice();
            }
            changed(connection, id, true);
            return removed;
        });
    }

    /**
     * Sets many prices of one list.
     *
     * @return an outcome for each; empty if there is no such product. Empty as a whole if there is no such list
     */
    Optional<List<Optional<Outcome>>> putAll(String id, List<Price> prices) {
        return transactions.sql(connection -> {
            if (locked(connection, id).isEmpty()) {
                return Optional.empty();
            }
            List<String> known = Sql.list(
                    connection,
                    "select sku from cart.product where sku = any (?) for key share",
                    row -> row.getString(1),
                    prices.stream().map(Price::sku).toList());
            List<Optional<Outcome>> outcomes = new ArrayList<>();
            for (Price price : prices) {
                outcomes.add(
                        known.contains(price.sku()) ? Optional.of(write(connection, id, price)) : Optional.empty());
            }
            changed(
                    connection,
                    id,
                    outcomes.stream().anyMatch(outcome -> outcome.isPresent() && outcome.get() != Outcome.UNCHANGED));
            return Optional.of(outcomes);
        });
    }

    private static Outcome write(Connection connection, String id, Price price) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        insert into cart.price as x (price_list, sku, quantities, prices) values (?, ?, ?, ?)
                        on conflict (sku, price_list) do update
                        set quantities = excluded.quantities, prices = excluded.prices
                        where (x.quantities, x.prices) is distinct from (excluded.quantities, excluded.prices)
                        returning xmax = 0""",
                        row -> row.getBoolean(1) ? Outcome.CREATED : Outcome.UPDATED,
                        id,
                        price.sku(),
                        price.tiers().stream().map(Step::from).toList(),
                        price.tiers().stream().map(Step::price).toList())
                .orElse(Outcome.UNCHANGED);
    }

    private static void changed(Connection connection, String id, boolean changed) throws SQLException {
        if (changed) {
            Sql.update(connection, "update cart.price_list set version = version + 1 where id = ?", id);
        }
    }

    private static void require(Connection connection, String id, OptionalLong version) throws SQLException {
        Optional<PriceList> list = locked(connection, id);
        if (list.isEmpty()) {
            throw notFound();
        }
        requireVersion(list, version);
    }

    private static Optional<PriceList> locked(Connection connection, String id) throws SQLException {
        return Sql.first(connection, LIST + " where l.id = ? for update of l", PriceLists::priceList, id);
    }

    private static void requireVersion(Optional<PriceList> list, OptionalLong version) {
        if (version.isPresent()
                && list.filter(present -> present.version() == version.getAsLong())
                        .isEmpty()) {
            throw new Problem.Stale("The price list was changed meanwhile: read it again and repeat the change.");
        }
    }

    private static PriceList priceList(ResultSet row) throws SQLException {
        return new PriceList(
                row.getString("id"),
                row.getString("name"),
                row.getString("currency"),
                row.getLong("prices"),
                row.getLong("version"));
    }

    private static Price price(ResultSet row) throws SQLException {
        Long[] quantities = (Long[]) row.getArray("quantities").getArray();
        Long[] prices = (Long[]) row.getArray("prices").getArray();
        List<Step> tiers = new ArrayList<>();
        for (int i = 0; i < quantities.length; i++) {
            tiers.add(new Step(quantities[i], prices[i]));
        }
        return new Price(row.getString("sku"), tiers);
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such price list.");
    }

    static Problem.NotFound noPrice() {
        return new Problem.NotFound("The list has no price for this product.");
    }
}
