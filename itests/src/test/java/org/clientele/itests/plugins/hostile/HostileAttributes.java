package org.clientele.itests.plugins.hostile;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** One that is good until a row is in its table, one in the name of the core, one that sees everybody. */
@Component
public final class HostileAttributes implements AttributeProvider {
    @Override
    public List<Attribute> attributes() {
        return List.of(
                of("email").expression("'stolen'").build(),
                of("hostile.everybody")
                        .expression("(select string_agg(c.email, ',') from customer.customer c)")
                        .build(),
                of("hostile.points")
                        .expression("(1 / {}.points)::text")
                        .filterable()
                        .build(),
                of("hostile.mark").expression("{}.points::text").filterable().build());
    }

    private static Attribute.Builder of(String name) {
        return Attribute.named(name, Type.TEXT).label(name).from("hostile", "mark", "customer_id");
    }

    /** Cannot even say what it has. */
    @Component
    public static final class Broken implements AttributeProvider {
        @Override
        public List<Attribute> attributes() {
            throw new NoClassDefFoundError("org/clientele/Nowhere");
        }
    }
}
