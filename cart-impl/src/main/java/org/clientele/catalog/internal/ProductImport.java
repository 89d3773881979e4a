package org.clientele.catalog.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clientele.access.Access;
import org.clientele.catalog.Product;
import org.clientele.imports.ImportTarget;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Imports products: each line is the body of a {@code PUT} with its SKU. */
@Component(
        service = ImportTarget.class,
        property = {ImportTarget.TYPE + "=products", ImportTarget.SCOPE + "=products:write"})
public final class ProductImport implements ImportTarget {
    private final JdbcCatalogue catalogue;
    private final Access access;

    @Activate
    public ProductImport(@Reference JdbcCatalogue catalogue, @Reference Access access) {
        this.catalogue = catalogue;
        this.access = access;
    }

    @Override
    public Set<String> keys(Map<String, @Nullable Object> document) {
        return document.get("sku") instanceof String sku ? Set.of(sku) : Set.of();
    }

    @Override
    public List<Result> write(List<Map<String, @Nullable Object>> documents) {
        access.requireAllSellerAccounts();
        Documents<ProductBody, Product> read = new Documents<>(
                documents, ProductBody.class, body -> body.product(body.sku().orElse("")));
        Map<String, Outcome> outcomes = read.good().isEmpty() ? Map.of() : catalogue.put(read.good());
        return read.results(read.good().stream()
                .map(product -> Result.of(outcomes.getOrDefault(product.sku(), Outcome.UNCHANGED)))
                .toList());
    }
}
