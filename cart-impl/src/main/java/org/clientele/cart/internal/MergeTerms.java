package org.clientele.cart.internal;

import java.util.Map;
import java.util.Optional;
import org.clientele.catalog.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * What the cart that is left takes, as the catalogue knows it.
 *
 * @param currency of the cart that is left
 * @param sameCurrency whether the other has it too: then even what is not sold now stays in it, as it does in a cart
 */
record MergeTerms(
        Map<String, Catalogue.Offered> offered,
        Optional<String> currency,
        boolean sameCurrency,
        int mostUnits,
        int mostLines,
        boolean fromIsNewer)
        implements LineMerge.Terms {
    @Override
    public boolean isSold(String sku) {
        Catalogue.@Nullable Offered found = offered.get(sku);
        return sameCurrency
                || (found != null
                        && found.product().active()
                        && found.product().priceIn(currency.orElse("")).isPresent());
    }

    @Override
    public long most(String sku) {
        Catalogue.@Nullable Offered found = offered.get(sku);
        return found == null
                ? mostUnits
                : Math.min(mostUnits, found.product().maxQuantity().orElse((long) mostUnits));
    }
}
