package org.clientele.itests.plugins.bad;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** None of them may reach a list. */
@Component
public final class BadAttributes implements AttributeProvider {
    @Override
    public List<Attribute> attributes() {
        return List.of(
                of("email").label("E-mail").expression("'stolen'").build(),
                of("bad.schema")
                        .from("customer", "customer", "id")
                        .expression("{}.email")
                        .build(),
                of("bad.refused").expression("{}.nothing").build(),
                of("bad.twice")
                        .from("bad", "many", "customer_id")
                        .expression("{}.text")
                        .build(),
                of("bad.parenthesis")
                        .expression("{}.text) from customer.customer c --")
                        .build(),
                of("bad.others")
                        .expression("(select string_agg(email, ',') from customer.customer)")
                        .build(),
                of("bad.neighbours").expression("max({}.text) over ()").build(),
                of("bad.rows").expression("unnest(array[{}.text, 'again'])").build(),
                of("bad.slow").expression("{}.text").sortable().build());
    }

    private static Attribute.Builder of(String name) {
        return Attribute.named(name, Type.TEXT).from("bad", "note", "customer_id");
    }
}
