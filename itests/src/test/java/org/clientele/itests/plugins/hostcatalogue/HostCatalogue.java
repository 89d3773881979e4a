package org.clientele.itests.plugins.hostcatalogue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;
import org.osgi.service.component.annotations.Component;

/** Sells everything that begins with "tea" for 7.77, the dozen cheaper, and nothing else. */
@Component(property = "service.ranking:Integer=100")
public final class HostCatalogue implements Catalogue {
    private static final Money PRICE = new Money(777, "EUR");
    private static final Tier DOZEN = new Tier(12, new Money(555, "EUR"));

    @Override
    public List<Offered> find(Collection<String> skus, Sale sale) {
        return skus.stream()
                .filter(sku -> sku.startsWith("tea"))
                .map(sku -> new Offered(product(sku), List.of(DOZEN)))
                .toList();
    }

    @Override
    public Page<Product> search(String text, Page.Request page) {
        return Page.of(List.of(product("tea-of-the-host")), 1);
    }

    private static Product product(String sku) {
        return new Product(
                sku, "The host's " + sku, PRICE, List.of(), Optional.empty(), Optional.empty(), true, Optional.empty());
    }
}
