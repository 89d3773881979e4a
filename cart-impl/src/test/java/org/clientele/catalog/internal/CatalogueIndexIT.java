package org.clientele.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientele.Page;
import org.clientele.catalog.Catalogue;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.clientele.plugintest.PluginFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A catalogue of 100,000 products is asked by its indexes. */
final class CatalogueIndexIT {
    private static final PluginFixture PLUGIN = PluginFixture.of("cart");
    private static final Transactions TRANSACTIONS = PLUGIN.transactions();
    private static final JdbcCatalogue CATALOGUE = new JdbcCatalogue(TRANSACTIONS);

    @BeforeAll
    static void fill() {
        run("insert into cart.price_list (id, name, currency) values ('a', 'A', 'EUR'), ('b', 'B', 'EUR')");
        // In parts: a statement is given up after some seconds.
        for (int part = 0; part < 20; part++) {
            String those = "generate_series(" + (part * 5_000 + 1) + ", " + (part + 1) * 5_000 + ") i";
            run("insert into cart.product (sku, name, price, currency)"
                    + " select 'SKU-' || i, 'Product ' || md5(i::text), i, 'EUR' from " + those);
            run("insert into cart.price (sku, price_list, quantities, prices)"
                    + " select 'SKU-' || i, l, array[1, 10], array[i, i / 2] from unnest(array['a', 'b']) l, " + those);
        }
        run("analyze cart.product, cart.price, cart.price_list");
    }

    private static void run(String sql) {
        TRANSACTIONS.sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @AfterAll
    static void close() {
        PLUGIN.close();
    }

    /** How often the tables were read from end to end, and the index of the search was asked. */
    private record Reads(long whole, long searched) {}

    private static Reads reads() {
        return TRANSACTIONS.read(connection -> Sql.first(
                        connection,
                        "select (select sum(seq_scan) from pg_stat_user_tables where schemaname = 'cart' and relname in"
                                + " ('product', 'price')), (select idx_scan from pg_stat_user_indexes where indexrelname ="
                                + " 'product_search')",
                        row -> new Reads(row.getLong(1), row.getLong(2)))
                .orElseThrow());
    }

    /** In a transaction whose statistics count at once. */
    private static <T> T counted(Transactions.SqlWork<T> work) {
        return TRANSACTIONS.sql(connection -> {
            T done = work.on(connection);
            Sql.first(connection, "select pg_stat_force_next_flush()", row -> true);
            return done;
        });
    }

    @Test
    void aPartOfANameIsLookedUp() {
        Reads before = reads();
        // More often than the driver needs to prepare the statement for any pattern.
        for (int i = 0; i < 12; i++) {
            int number = 4_711 + i;
            Page<?> found = counted(connection -> CATALOGUE.search("u-" + number, Page.Request.page(1, 10)));
            assertThat(found.total().items()).isBetween(1L, 11L);
        }
        assertThat(reads().searched()).isGreaterThanOrEqualTo(before.searched() + 24);
        assertThat(reads().whole()).isEqualTo(before.whole());
    }

    @Test
    void productsAndTheirPricesAreLookedUp() {
        Reads before = reads();
        for (int i = 0; i < 12; i++) {
            List<String> skus = List.of("SKU-" + (i + 1), "SKU-5000", "SKU-99999");
            List<Catalogue.Offered> found = counted(connection -> CATALOGUE.find(
                    skus, new Catalogue.Sale("default", Optional.of("EUR"), Optional.empty(), Set.of("a", "b"))));
            assertThat(found).hasSize(3).allSatisfy(one -> assertThat(one.tiers())
                    .hasSize(4));
        }
        assertThat(reads().whole()).isEqualTo(before.whole());
    }
}
