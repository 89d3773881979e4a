package org.clientele.catalog.internal;

import org.clientele.catalog.Catalogue;
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

    /** {@code /products}. */
    public static Object resource(Transactions transactions) {
        JdbcCatalogue own = new JdbcCatalogue(transactions);
        return new ProductResource(new PresentCatalogue(own), own);
    }
}
