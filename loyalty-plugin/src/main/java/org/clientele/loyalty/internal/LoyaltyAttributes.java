package org.clientele.loyalty.internal;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** What customers have, for lists, filters and segments. */
@Component
public final class LoyaltyAttributes implements AttributeProvider {
    @Override
    public List<Attribute> attributes() {
        return List.of(
                number("loyalty.points", "Points", "balance"),
                Attribute.named("loyalty.tier", Type.CODE)
                        .label("Tier")
                        .group("loyalty")
                        .from("loyalty", "account", "customer_id")
                        .expression("{}.tier")
                        .sortExpression("coalesce({}.tier, '')")
                        .filterable()
                        .build(),
                number("loyalty.lifetimePoints", "Points ever earned", "earned"),
                number("loyalty.expiringPoints", "Points that expire soon", "expiring"));
    }

    private static Attribute number(String name, String label, String column) {
        return Attribute.named(name, Type.INTEGER)
                .label(label)
                .group("loyalty")
                .from("loyalty", "account", "customer_id")
                .expression("coalesce({}." + column + ", 0)")
                .sortExpression("coalesce({}." + column + ", 0)")
                .filterable()
                .build();
    }
}
