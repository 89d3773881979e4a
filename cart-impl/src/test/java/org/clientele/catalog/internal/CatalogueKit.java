package org.clientele.catalog.internal;

import java.util.List;
import org.clientele.access.Access;
import org.clientele.catalog.Catalogue;
import org.clientele.imports.ImportTarget;
import org.clientele.persistence.Transactions;

/** The components of the catalogue, wired by hand. */
public final class CatalogueKit {
    private CatalogueKit() {}

    /** Our own catalogue. */
    public static Catalogue own(Transactions transactions) {
        return new JdbcCatalogue(transactions);
    }

    /** As if this were the one with the highest ranking. */
    public static PresentCatalogue present(Catalogue catalogue) {
        return new PresentCatalogue(catalogue);
    }

    /** {@code /products} and {@code /price-lists}. */
    public static List<Object> resources(Catalogue asked, Transactions transactions, Access access) {
        JdbcCatalogue own = asked instanceof JdbcCatalogue ours ? ours : new JdbcCatalogue(transactions);
        return List.of(
                new ProductResource(new PresentCatalogue(asked), own, access),
                new PriceListResource(new PriceLists(transactions), access));
    }

    /** {@code /products}. */
    public static Object product(Catalogue asked, Transactions transactions, Access access) {
        return resources(asked, transactions, access).get(0);
    }

    /** What {@code products} are imported by. */
    public static ImportTarget productImport(Transactions transactions, Access access) {
        return new ProductImport(new JdbcCatalogue(transactions), access);
    }

    /** What {@code prices} are imported by. */
    public static ImportTarget priceImport(Transactions transactions, Access access) {
        return new PriceImport(new PriceLists(transactions), access);
    }
}
