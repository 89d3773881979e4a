package org.clientele.catalog;

import java.util.List;
import java.util.Optional;
import org.clientele.Money;

/**
 * What can be put into a cart.
 *
 * @param sku unique, 1 to 64 characters
 * @param name what people read, 1 to 200 characters
 * @param price of one, in the product's first currency
 * @param prices of one in other currencies, one for each
 * @param active whether it is sold now
 * @param maxQuantity the most of it in a cart; empty means as many as carts take
 */
public record Product(
        String sku,
        String name,
        Money price,
        List<Money> prices,
        Optional<String> category,
        Optional<String> brand,
        boolean active,
        Optional<Long> maxQuantity) {
    public Product {
        prices = prices == null ? List.of() : List.copyOf(prices);
    }

    /** The price of one in a currency, if it is sold in that. */
    public Optional<Money> priceIn(String currency) {
        return price.currency().equals(currency)
                ? Optional.of(price)
                : prices.stream()
                        .filter(other -> other.currency().equals(currency))
                        .findFirst();
    }
}
