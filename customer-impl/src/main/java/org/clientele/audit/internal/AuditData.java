package org.clientele.audit.internal;

import org.clientele.customer.CustomerData;
import org.clientele.customer.SubjectExport;
import org.osgi.service.component.annotations.Component;

/** What was done with a customer and when, not by whom. The chain stays as it is, whatever becomes of the customer. */
@Component(service = CustomerData.class)
public final class AuditData implements CustomerData {
    @Override
    public void export(SubjectExport export) {
        export.query("customer.audit_entry", """
                select at, action, target_type, seller_accounts, details::jsonb as details
                from customer.audit_entry where customer_id = ? order by position""", export.customer());
    }
}
