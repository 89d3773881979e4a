package org.clientele.company.internal;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** For which company a customer buys. Not among the columns that every list has: most shops have no companies to join. */
@Component
public final class CompanyAttributes implements AttributeProvider {
    @Override
    public List<Attribute> attributes() {
        return List.of(
                Attribute.named("companies.id", Type.UUID)
                        .label("Company id")
                        .group("company")
                        .from("customer", "company_member", "customer_id")
                        .expression("{}.company_id")
                        .filterable()
                        .build(),
                Attribute.named("companies.role", Type.CODE)
                        .label("Role in the company")
                        .group("company")
                        .from("customer", "company_member", "customer_id")
                        .expression("{}.role")
                        .values("admin", "buyer", "approver")
                        .sortable()
                        .filterable()
                        .build());
    }
}
