package org.clientele.loyalty.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.access.RequiresScope;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.StoreResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /me/loyalty}: what the shopper has. */
@Component(service = MyLoyaltyResource.class)
@JakartarsResource
@StoreResource
@Path("me/loyalty")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope(Caller.ME_USE)
public final class MyLoyaltyResource {
    private final Accounts accounts;
    private final Tiers tiers;
    private final Referrals referrals;
    private final Rewards rewards;
    private final Redemptions redemptions;
    private final Access access;

    @Activate
    public MyLoyaltyResource(
            @Reference Accounts accounts,
            @Reference Tiers tiers,
            @Reference Referrals referrals,
            @Reference Rewards rewards,
            @Reference Redemptions redemptions,
            @Reference Access access) {
        this.rewards = rewards;
        this.redemptions = redemptions;
        this.accounts = accounts;
        this.tiers = tiers;
        this.referrals = referrals;
        this.access = access;
    }

    /**
     * What the shopper has.
     *
     * @param pointsToNextTier how many are missing; empty in the highest
     */
    public record Mine(
            long balance,
            long pointsEarned,
            long pointsSpent,
            long expiringPoints,
            Optional<Reached> tier,
            Optional<Reached> nextTier,
            Optional<Long> pointsToNextTier,
            String referralCode) {}

    /** A tier, as a shopper sees it. */
    public record Reached(String code, String name, long threshold, List<String> benefits) {
        static Reached of(Tier tier) {
            return new Reached(tier.code(), tier.name(), tier.threshold(), tier.benefits());
        }
    }

    /** A line of the history. What staff wrote about it is not the shopper's business, nor who it was. */
    public record Line(Instant at, Entry.Kind kind, long points, long balance) {}

    /** The code of whoever recommended the shopper. */
    public record Referral(Optional<String> code) {}

    @GET
    public Mine get() {
        UUID me = me();
        Account account = accounts.of(me);
        List<Tier> all = tiers.all();
        Optional<Tier> next = all.stream()
                .filter(tier -> tier.threshold() > account.tierPoints())
                .findFirst();
        return new Mine(
                account.currentBalance(),
                account.pointsEarned(),
                account.pointsSpent(),
                account.expiringPoints(),
                account.tier()
                        .flatMap(code -> all.stream()
                                .filter(tier -> tier.code().equals(code))
                                .findFirst())
                        .map(Reached::of),
                next.map(Reached::of),
                next.map(tier -> tier.threshold() - account.tierPoints()),
                account.referralCode().orElseGet(() -> referrals.codeOf(me)));
    }

    @GET
    @Path("entries")
    public NumberedPage<Line> entries(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(
                accounts.entries(me(), asked),
                asked,
                "/api/store/v1/me/loyalty/entries?",
                entry -> new Line(entry.at(), entry.kind(), entry.points(), entry.balance()));
    }

    @POST
    @Path("referral")
    public void refer(Referral referral) {
        referrals.refer(
                me(),
                referral.code()
                        .filter(code -> !code.isBlank() && code.length() <= 64)
                        .orElseThrow(() -> Problem.Invalid.at("/code", "required", "A code is needed.")));
    }

    /** What points can be redeemed for. */
    public record Choice(UUID id, String name, long points, Money value) {}

    /** The cheapest first. */
    public record Choices(List<Choice> items) {}

    @GET
    @Path("rewards")
    public Choices rewards() {
        return new Choices(rewards.all().stream()
                .filter(Reward::active)
                .map(reward -> new Choice(reward.id(), reward.name(), reward.points(), reward.value()))
                .toList());
    }

    @GET
    @Path("redemptions")
    public NumberedPage<Redemption> redemptions(
            @QueryParam("page") @Nullable String page, @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        return NumberedPage.of(redemptions.of(me(), asked), asked, "/api/store/v1/me/loyalty/redemptions?");
    }

    @POST
    @Path("redemptions")
    public Response redeem(Redemption.Request request) {
        return Response.status(Response.Status.CREATED)
                .entity(redemptions.redeem(me(), request))
                .build();
    }

    private UUID me() {
        return access.caller()
                .customer()
                .orElseThrow(() -> new Problem.Unauthenticated(
                        "unauthenticated", "Send Authorization: Bearer with the token of a login."));
    }
}
