package ${package};

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** The score and the remark as columns, filters and sort keys. */
## snippet: attributes
@Component
public final class ${Word}Attributes implements AttributeProvider {
    @Override
    public List<Attribute> attributes() {
        return List.of(
                Attribute.named("${word}.score", Attribute.Type.INTEGER)
                        .label("Score")
                        .group("${word}")
                        .from("${word}", "entry", "customer_id")
                        .expression("{}.score")
                        .sortExpression("coalesce({}.score, 0)")
                        .filterable()
                        .build(),
                Attribute.named("${word}.remark", Attribute.Type.TEXT)
                        .label("Remark")
                        .group("${word}")
                        .from("${word}", "entry", "customer_id")
                        .expression("{}.remark")
                        .personal()
                        .build());
    }
}
## end
