package org.clientele.offer.internal;

import java.util.List;
import org.clientele.access.Access;
import org.clientele.cart.Coupons;
import org.clientele.cart.Offers;
import org.clientele.persistence.Transactions;
import org.clientele.segment.Segments;

/** The components of offers, wired by hand. */
public final class OfferKit {
    private final Transactions transactions;
    private final Access access;
    private final Offers offers;
    private final JdbcCoupons coupons;
    private final Promotions promotions;

    public OfferKit(Transactions transactions, Access access, Segments segments) {
        this.transactions = transactions;
        this.access = access;
        ActiveOffers active = new ActiveOffers(transactions);
        offers = new JdbcOffers(transactions, access, active);
        coupons = new JdbcCoupons(transactions, access);
        promotions = new Promotions(active, coupons, segments, access);
    }

    public Offers offers() {
        return offers;
    }

    public Coupons coupons() {
        return coupons;
    }

    public Promotions promotions() {
        return promotions;
    }

    public Redemptions redemptions() {
        return new Redemptions(transactions);
    }

    public CouponUseData useData() {
        return new CouponUseData(transactions);
    }

    /** {@code /coupons}. */
    public Object coupon() {
        return new CouponResource(coupons, access);
    }

    /** {@code /offers} and {@code /coupons}. */
    public List<Object> resources() {
        return List.of(new OfferResource(offers, access), coupon());
    }
}
