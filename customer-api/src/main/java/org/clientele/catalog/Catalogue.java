package org.clientele.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What is sold and for how much. Clientele has a catalogue of its own; a host that knows better registers this service with a ranking
 * above 0, and carts ask that one from then on, open ones too. Called on threads of requests, several at a time, within their
 * transactions: answers have to come in some milliseconds. What it throws fails the request, as {@code catalogue-unavailable} (503) unless it is a
 * {@link org.clientele.Problem}.
 */
@ConsumerType
@FunctionalInterface
public interface Catalogue {
    /**
     * Looks products up.
     *
     * @param skus at most 1,000
     * @param sale for whom
     * @return those there are, whether they are active or not, in any order
     */
    List<Offered> find(Collection<String> skus, Sale sale);

    /**
     * Looks for active products.
     *
     * @param text part of the name or the SKU, whatever the case; empty for all
     * @return in the order of their names; empty if this catalogue cannot be searched
     */
    default Page<Product> search(String text, Page.Request page) {
        return Page.of(List.of(), 0);
    }

    /**
     * Who buys, and how.
     *
     * @param currency of the cart; empty while it has none
     * @param priceLists of the groups of the customer
     */
    record Sale(String sellerAccount, Optional<String> currency, Optional<UUID> customer, Set<String> priceLists) {
        public Sale {
            priceLists = Set.copyOf(priceLists);
        }
    }

    /**
     * A product and what it costs in this sale.
     *
     * @param tiers prices that hold from a quantity on, besides the product's own; of those that hold, the lowest counts
     */
    record Offered(Product product, List<Tier> tiers) {
        public Offered {
            tiers = List.copyOf(tiers);
        }

        /** One that costs whoever buys it the same. */
        public static Offered of(Product product) {
            return new Offered(product, List.of());
        }

        /** The price of one if so many are bought; empty if it is not sold in the currency. */
        public Optional<Money> price(String currency, long quantity) {
            Optional<Money> lowest = tiers.stream()
                    .filter(tier ->
                            tier.from() <= quantity && tier.price().currency().equals(currency))
                    .map(Tier::price)
                    .min(Comparator.naturalOrder());
            Optional<Money> usual = product.priceIn(currency);
            return lowest.isPresent() && usual.isPresent() && usual.get().compareTo(lowest.get()) < 0
                    ? usual
                    : lowest.or(() -> usual);
        }
    }

    /** @param from the quantity, at least 1, from which on one costs the price */
    record Tier(long from, Money price) {}
}
