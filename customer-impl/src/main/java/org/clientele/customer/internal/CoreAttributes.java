package org.clientele.customer.internal;

import static org.clientele.attribute.Attribute.named;

import java.util.List;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attribute.Builder;
import org.clientele.attribute.Attribute.Type;
import org.clientele.attribute.AttributeProvider;
import org.osgi.service.component.annotations.Component;

/** What the core knows of a customer: who it is, and what it bought. Their names are the members of the customer's JSON. */
@Component
public final class CoreAttributes implements AttributeProvider {
    private static final String ADDRESSES = """
            (select coalesce(json_agg(json_build_object('id', a.id, 'salutation', a.salutation, 'firstName', a.first_name,
                'lastName', a.last_name, 'company', a.company, 'line1', a.line1, 'line2', a.line2, 'line3', a.line3,
                'city', a.city, 'province', a.province, 'postalCode', a.postal_code, 'country', a.country,
                'phone', a.phone, 'defaultBilling', a.id is not distinct from o.default_billing_address_id,
                'defaultShipping', a.id is not distinct from o.default_shipping_address_id,
                'verification', a.verification, 'version', a.version) order by a.id), '[]')::text
            from customer.address a join customer.customer o on o.id = a.customer_id
            where a.customer_id = {}.customer_id)""";

    @Override
    public List<Attribute> attributes() {
        return List.of(
                profile("id", Type.UUID, "Id").filterable().build(),
                profile("reference", Type.CODE, "Reference")
                        .sortExpression("{}.reference")
                        .filterable()
                        .build(),
                personal("email", Type.CODE, "E-mail")
                        .sortExpression("coalesce({}.email, '')")
                        .build(),
                personal("salutation", Type.TEXT, "Salutation").build(),
                personal("firstName", Type.TEXT, "First name")
                        .expression("{}.first_name")
                        .sortExpression("{}.first_name_sort")
                        .build(),
                personal("lastName", Type.TEXT, "Last name")
                        .expression("{}.last_name")
                        .sortExpression("{}.last_name_sort")
                        .build(),
                personal("name", Type.TEXT, "Name")
                        .expression(
                                "nullif(btrim(coalesce({}.first_name, '') || ' ' || coalesce({}.last_name, '')), '')")
                        .sortExpression("{}.last_name_sort")
                        .build(),
                personal("phone", Type.CODE, "Phone").build(),
                personal("gender", Type.CODE, "Gender").sortable().build(),
                personal("dateOfBirth", Type.DATE, "Date of birth")
                        .expression("{}.date_of_birth")
                        .sortable()
                        .build(),
                personal("birthday", Type.CODE, "Birthday")
                        .expression("to_char({}.date_of_birth, 'MM-DD')")
                        .build(),
                personal("age", Type.INTEGER, "Age")
                        .expression("date_part('year', age({}.date_of_birth))::integer")
                        .sortable()
                        .build(),
                personal("company", Type.TEXT, "Company").sortable().build(),
                profile("locale", Type.CODE, "Language").sortable().filterable().build(),
                profile("timeZone", Type.CODE, "Time zone")
                        .expression("{}.time_zone")
                        .filterable()
                        .build(),
                beside("account", Type.BOOLEAN, "Account"),
                profile("role", Type.CODE, "Role").sortable().filterable().build(),
                profile("status", Type.CODE, "Status")
                        .values("active", "inactive")
                        .sortable()
                        .filterable()
                        .build(),
                profile("verification", Type.CODE, "Verification")
                        .values("unverified", "verified")
                        .sortable()
                        .filterable()
                        .build(),
                beside("newsletter", Type.BOOLEAN, "Newsletter"),
                profile("registeredAt", Type.TIMESTAMP, "Registered")
                        .expression("{}.registered_at")
                        .sortExpression("coalesce({}.registered_at, '-infinity')")
                        .filterable()
                        .build(),
                summary("createdAt", Type.TIMESTAMP, "Join date", "created_at", "profile"),
                time("lastLoginAt", "last_login_at", "Last login"),
                summary("lifecycle", Type.CODE, "Lifecycle", "case when {}.orders > 0 then 'customer' else 'lead' end"),
                profile("groups", Type.CODES, "Groups").filterable().build(),
                profile("tags", Type.CODES, "Tags").sortable().filterable().build(),
                named("segments", Type.CODES)
                        .label("Segments")
                        .group("profile")
                        .from("customer", "segment_member", "customer_id")
                        .filterable()
                        .build(),
                inSummary("sellerAccounts", Type.CODES, "Seller accounts", "{}.seller_accounts")
                        .filterable()
                        .build(),
                inSummary("country", Type.CODE, "Country", "{}.country")
                        .group("profile")
                        .sortExpression("coalesce({}.country, '')")
                        .filterable()
                        .build(),
                personal("province", Type.TEXT, "State").sortable().build(),
                personal("city", Type.TEXT, "City").sortable().build(),
                personal("postalCode", Type.CODE, "ZIP code")
                        .expression("{}.postal_code")
                        .sortable()
                        .build(),
                json("externalIds", "external_ids", "External ids", false),
                profile("defaultBillingAddressId", Type.UUID, "Default billing address")
                        .expression("{}.default_billing_address_id")
                        .build(),
                profile("defaultShippingAddressId", Type.UUID, "Default shipping address")
                        .expression("{}.default_shipping_address_id")
                        .build(),
                json("customFields", "custom_fields", "Custom fields", true),
                profile("erased", Type.BOOLEAN, "Erased")
                        .expression("({}.erased_at is not null)")
                        .filterable()
                        .build(),
                time("erasedAt", "erased_at", "Erased at"),
                profile("version", Type.INTEGER, "Version").build(),
                number("orders", Type.INTEGER, "Orders", "orders"),
                figure("units", Type.INTEGER, "Units ordered", "units"),
                number("totalSpent", Type.MONEY, "Total spent", "total_spent"),
                figure("totalRefunded", Type.MONEY, "Total refunded", "total_refunded"),
                figure("averageOrderValue", Type.MONEY, "Average order value", "average_order_value"),
                number("discountReceived", Type.MONEY, "Discount received", "discount_received"),
                inSummary("promoCodes", Type.CODES, "Promo codes", "{}.promo_codes")
                        .sortable()
                        .filterable()
                        .build(),
                number("returnedUnits", Type.INTEGER, "Returned units", "returned_units"),
                figure("negativeFeedbacks", Type.INTEGER, "Negative feedbacks", "negative_feedbacks"),
                never("firstOrderAt", "First order", "first_order_at"),
                never("lastOrderAt", "Last order", "last_order_at"),
                inSummary("otherCurrencies", Type.JSON, "In other currencies", "{}.other_currencies")
                        .build(),
                addresses());
    }

    private static Builder profile(String name, Type type, String label) {
        return named(name, type)
                .label(label)
                .group("profile")
                .from("customer", "customer", "id")
                .expression("{}." + name);
    }

    /** Of the profile, and kept in the summary too, where filters combine it with what was bought. */
    private static Attribute beside(String name, Type type, String label) {
        return inSummary(name, type, label, "{}." + name)
                .group("profile")
                .sortable()
                .filterable()
                .build();
    }

    private static Builder personal(String name, Type type, String label) {
        return profile(name, type, label).personal().filterable();
    }

    private static Attribute time(String name, String column, String label) {
        return profile(name, Type.TIMESTAMP, label)
                .expression("{}." + column)
                .sortable()
                .filterable()
                .build();
    }

    private static Attribute json(String name, String column, String label, boolean personal) {
        Builder builder = profile(name, Type.JSON, label).expression("{}." + column);
        return (personal ? builder.personal() : builder).build();
    }

    private static Builder inSummary(String name, Type type, String label, String expression) {
        return named(name, type)
                .label(label)
                .group("purchases")
                .from("customer", "customer_summary", "customer_id")
                .expression(expression);
    }

    private static Attribute summary(String name, Type type, String label, String expression) {
        return inSummary(name, type, label, expression)
                .values("lead", "customer")
                .sortable()
                .filterable()
                .build();
    }

    private static Attribute summary(String name, Type type, String label, String column, String group) {
        return inSummary(name, type, label, "{}." + column)
                .group(group)
                .sortExpression("{}." + column)
                .filterable()
                .build();
    }

    /** One in whose order an index has the customers. */
    private static Attribute number(String name, Type type, String label, String column) {
        return counted(name, type, label, column).sortExpression("{}." + column).build();
    }

    private static Attribute figure(String name, Type type, String label, String column) {
        return counted(name, type, label, column).sortable().build();
    }

    private static Builder counted(String name, Type type, String label, String column) {
        return inSummary(name, type, label, "{}." + column)
                .currencyExpression("{}.currency")
                .filterable();
    }

    /** Without an order it is null for people and the smallest time for the index. */
    private static Attribute never(String name, String label, String column) {
        return inSummary(name, Type.TIMESTAMP, label, "nullif({}." + column + ", '-infinity')")
                .sortExpression("{}." + column)
                .filterable()
                .build();
    }

    private static Attribute addresses() {
        return named("addresses", Type.COMPLEX)
                .label("Addresses")
                .group("addresses")
                .from("customer", "address", "customer_id")
                .expression(ADDRESSES)
                .filterable()
                .personal()
                .parts(List.of(
                        part("salutation", Type.TEXT, "salutation"),
                        part("firstName", Type.TEXT, "first_name"),
                        part("lastName", Type.TEXT, "last_name"),
                        part("company", Type.TEXT, "company"),
                        part("line1", Type.TEXT, "line1"),
                        part("line2", Type.TEXT, "line2"),
                        part("line3", Type.TEXT, "line3"),
                        part("city", Type.TEXT, "city"),
                        part("province", Type.TEXT, "province"),
                        part("postalCode", Type.TEXT, "postal_code"),
                        part("country", Type.CODE, "country"),
                        part("phone", Type.CODE, "phone"),
                        part("verification", Type.CODE, "verification")))
                .build();
    }

    private static Attribute part(String name, Type type, String column) {
        return named(name, type).filterable().expression("{}." + column).build();
    }
}
