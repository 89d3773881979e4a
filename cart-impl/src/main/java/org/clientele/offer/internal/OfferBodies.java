package org.clientele.offer.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clientele.Money;
import org.clientele.Problem;
import org.clientele.cart.Coupon;
import org.clientele.cart.Offer;

/** What is sent of offers and coupons, which need not name everything. */
final class OfferBodies {
    private OfferBodies() {}

    /** What is taken off. */
    public record EffectBody(
            Optional<BigDecimal> percent,
            Optional<Money> fixed,
            Optional<Money> fixedPrice,
            Optional<Boolean> freeShipping,
            List<String> skus) {
        static EffectBody of(Offer.Effect effect) {
            return new EffectBody(
                    effect.percent(),
                    effect.fixed(),
                    effect.fixedPrice(),
                    Optional.of(effect.freeShipping()),
                    effect.skus());
        }

        Offer.Effect effect() {
            return new Offer.Effect(percent, fixed, fixedPrice, freeShipping.orElse(false), skus);
        }
    }

    /** An offer. */
    public record OfferBody(
            Optional<String> name,
            Optional<Offer.Condition> when,
            Optional<EffectBody> then,
            Optional<Boolean> stacks,
            Optional<Integer> priority,
            Optional<Boolean> active) {
        static OfferBody of(Offer offer) {
            return new OfferBody(
                    Optional.of(offer.name()),
                    Optional.of(offer.when()),
                    Optional.of(EffectBody.of(offer.then())),
                    Optional.of(offer.stacks()),
                    Optional.of(offer.priority()),
                    Optional.of(offer.active()));
        }

        Offer.Definition definition() {
            return new Offer.Definition(
                    name.orElse(""),
                    when.orElse(Offer.Condition.NONE),
                    then.map(EffectBody::effect)
                            .orElseThrow(() -> Problem.Invalid.at("/then", "required", "What is taken off?")),
                    stacks.orElse(true),
                    priority.orElse(0),
                    active.orElse(true));
        }
    }

    /** A coupon; its code stays. */
    public record CouponBody(
            Optional<String> name,
            Optional<Offer.Condition> when,
            Optional<EffectBody> then,
            Optional<Money> balance,
            Optional<Long> uses,
            Optional<Long> usesPerCustomer,
            Optional<Instant> validUntil,
            Optional<Boolean> stacks) {
        static CouponBody of(Coupon coupon) {
            return new CouponBody(
                    coupon.name(),
                    Optional.of(coupon.when()),
                    coupon.then().map(EffectBody::of),
                    coupon.balance(),
                    coupon.uses(),
                    coupon.usesPerCustomer(),
                    coupon.validUntil(),
                    Optional.of(coupon.stacks()));
        }

        Coupon.Definition definition() {
            return new Coupon.Definition(
                    name,
                    when.orElse(Offer.Condition.NONE),
                    then.map(EffectBody::effect),
                    balance,
                    uses,
                    usesPerCustomer,
                    validUntil,
                    stacks.orElse(true));
        }
    }

    /** A new coupon. */
    public record NewCoupon(
            Optional<String> code,
            Optional<String> name,
            Optional<Offer.Condition> when,
            Optional<EffectBody> then,
            Optional<Money> balance,
            Optional<Long> uses,
            Optional<Long> usesPerCustomer,
            Optional<Instant> validUntil,
            Optional<Boolean> stacks) {
        Coupon.Definition definition() {
            return new CouponBody(name, when, then, balance, uses, usesPerCustomer, validUntil, stacks).definition();
        }
    }
}
