package org.clientele.customer.internal;

import org.clientele.customer.CustomerData;
import org.clientele.customer.SubjectExport;
import org.osgi.service.component.annotations.Component;

/** The customer itself, as it is told; {@link Erasure} takes care of the rest. */
@Component(service = CustomerData.class)
public final class ProfileData implements CustomerData {
    @Override
    public void export(SubjectExport export) {
        export.query("customer.customer", """
                select id, reference, email, salutation, first_name, last_name, phone, gender, date_of_birth, company, locale, time_zone,
                    account, role, status, verification, newsletter, registered_at, created_at, last_login_at, groups, tags,
                    external_ids::jsonb as external_ids, custom_fields::jsonb as custom_fields, default_billing_address_id,
                    default_shipping_address_id, erased_at
                from customer.customer where id = ?""", export.customer());
        export.table(
                "customer.address",
                "customer_id",
                "created_at",
                "id",
                "salutation",
                "first_name",
                "last_name",
                "company",
                "line1",
                "line2",
                "line3",
                "city",
                "province",
                "postal_code",
                "country",
                "phone",
                "verification");
        export.table("customer.external_id", "customer_id", "system", "id");
        export.query("customer.customer_summary", """
                select seller_account, currency, orders, units, total_spent, total_refunded, average_order_value, discount_received,
                    promo_codes, returned_units, negative_feedbacks, first_order_at, last_order_at,
                    other_currencies::jsonb as other_currencies
                from customer.customer_summary where customer_id = ? order by 1""", export.customer());
    }
}
