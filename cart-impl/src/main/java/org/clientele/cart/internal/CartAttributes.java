package org.clientele.cart.internal;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** What customers have in open carts, of all seller accounts. */
@Component
public final class CartAttributes implements AttributeProvider {
    private static final String GROUP = "cart";
    private static final String TABLE = "customer_carts";
    private static final String CUSTOMER = "customer_id";

    @Override
    public List<Attribute> attributes() {
        return List.of(
                Attribute.named("cart.openCarts", Type.INTEGER)
                        .label("Open carts")
                        .group(GROUP)
                        .from(GROUP, TABLE, CUSTOMER)
                        .expression("coalesce({}.open_carts, 0)")
                        .sortExpression("coalesce({}.open_carts, 0)")
                        .filterable()
                        .build(),
                Attribute.named("cart.openValue", Type.MONEY)
                        .label("Value of open carts")
                        .group(GROUP)
                        .from(GROUP, TABLE, CUSTOMER)
                        .expression("coalesce({}.open_value, 0)")
                        .sortExpression("coalesce({}.open_value, 0)")
                        .currencyExpression("{}.currency")
                        .filterable()
                        .build(),
                Attribute.named("cart.abandoned", Type.INTEGER)
                        .label("Abandoned carts")
                        .group(GROUP)
                        .from(GROUP, TABLE, CUSTOMER)
                        .expression("coalesce({}.abandoned, 0)")
                        .sortExpression("coalesce({}.abandoned, 0)")
                        .filterable()
                        .build());
    }
}
