package org.clientele.search.internal;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientele.attribute.Attribute;

/**
 * The tables a query reads: the customer ({@code c}), the summary of the seller accounts that the caller may see ({@code s}),
 * and whatever else its attributes live in. Not thread-safe.
 */
final class Sources {
    /** Instead of {@link #from()}, for what the customers alone tell; every customer has a summary. */
    static final String CUSTOMERS_ONLY = " from customer.customer c where true";

    private static final String OF_CALLER = " = ?";

    private final Optional<Set<String>> sellerAccounts;
    private final String caller;
    private final Map<String, String> joined = new LinkedHashMap<>();
    private final Set<String> required = new HashSet<>();
    private boolean customerUsed;

    /** @param caller whose rows are joined where everybody has their own */
    Sources(Optional<Set<String>> sellerAccounts, String caller) {
        this.sellerAccounts = sellerAccounts;
        this.caller = caller;
    }

    /** Whether it lives in the tables that every query reads. */
    static boolean isOfCustomers(Attribute attribute) {
        String table = attribute.source().table();
        return attribute.type() == Attribute.Type.COMPLEX
                || (attribute.source().schema().equals("customer")
                        && (table.equals("customer") || table.equals("customer_summary")));
    }

    /** Whether it is of the customer's own row. */
    static boolean isOfCustomer(Attribute attribute) {
        return attribute.source().schema().equals("customer")
                && attribute.source().table().equals("customer");
    }

    /** The SQL of an expression of the attribute, which joins its table if need be. */
    String of(Attribute attribute, String expression) {
        Attribute.Source source = attribute.source();
        String alias;
        if (isOfCustomer(attribute)) {
            alias = "c";
            customerUsed = true;
        } else if (source.schema().equals("customer") && source.table().equals("customer_summary")) {
            alias = "s";
        } else {
            String join =
                    "left join " + table(source) + " %s on %s." + name(source.customerColumn()) + " = s.customer_id"
                            + source.callerColumn()
                                    .map(column -> " and %s." + name(column) + OF_CALLER)
                                    .orElse("");
            alias = joined.computeIfAbsent(join, key -> "a" + (joined.size() + 1));
        }
        return expression.replace("{}", alias);
    }

    /** That rows of the table are of the customer, and the caller's own where everybody has their own. */
    void addRowsOf(Sql sql, Attribute.Source source, String alias) {
        sql.add(alias + "." + name(source.customerColumn()) + " = s.customer_id");
        source.callerColumn().ifPresent(column -> sql.add(" and " + alias + "." + name(column) + OF_CALLER, caller));
    }

    /** Leaves out who has no row where the attribute lives, so that an index over there may tell the order. */
    void require(Attribute attribute) {
        required.add(of(attribute, "{}"));
    }

    /** SQL for whether a customer has a row where the attribute, which is none of the customers' own, lives. */
    String present(Attribute attribute) {
        return of(attribute, "{}." + name(attribute.source().customerColumn())) + " is not null";
    }

    /** SQL for what an expression says of who has no row where the attribute lives; a constant, to PostgreSQL too. */
    static String absent(Attribute attribute, String expression) {
        return expression.replace("{}", "(null::" + table(attribute.source()) + ")");
    }

    static String table(Attribute.Source source) {
        return name(source.schema()) + "." + name(source.table());
    }

    private static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** For SQL that names the customer without an attribute. */
    void useCustomer() {
        customerUsed = true;
    }

    /** Reads the tables of others too, under the same aliases. False, and nothing is changed, if one may mean another table here. */
    boolean adopt(Sources others) {
        if (!joined.isEmpty() && !others.joined.isEmpty()) {
            return false;
        }
        joined.putAll(others.joined);
        customerUsed |= others.customerUsed;
        return true;
    }

    /** Whether every customer has exactly one summary here, so that it need not be looked at. */
    boolean everyCustomer() {
        return sellerAccounts.isEmpty();
    }

    /** Whether each summary is a row of its table, and not put together of several. */
    boolean areRows() {
        return sellerAccounts.map(accounts -> accounts.size() == 1).orElse(true);
    }

    /** The {@code from} and {@code where} that every query begins with; more conditions follow with {@code and}. */
    Sql from() {
        return from(new Sql());
    }

    /** The same, starting from the ids of a subquery {@code h (customer_id)} unless that is empty. */
    Sql from(Sql ids) {
        Sql from = new Sql().add(" from ");
        if (!ids.isEmpty()) {
            from.add("(").add(ids).add(") h join ");
        }
        boolean one = areRows();
        if (one) {
            from.add("customer.customer_summary s");
        } else {
            from.add("(")
                    .add(SEVERAL, List.copyOf(sellerAccounts.orElseThrow()))
                    .add(") s");
        }
        if (!ids.isEmpty()) {
            from.add(" on s.customer_id = h.customer_id");
        }
        if (customerUsed) {
            from.add(" join customer.customer c on c.id = s.customer_id");
        }
        joined.forEach((join, alias) -> {
            String sql =
                    " " + (required.contains(alias) ? join.substring("left ".length()) : join).replace("%s", alias);
            if (join.endsWith(OF_CALLER)) {
                from.add(sql, caller);
            } else {
                from.add(sql);
            }
        });
        if (sellerAccounts.isEmpty()) {
            return from.add(" where s.seller_account = '*'");
        } else if (one) {
            return from.add(
                    " where s.seller_account = ?",
                    sellerAccounts.get().iterator().next());
        }
        return from.add(" where true");
    }

    /** Which counters hold for the caller: those of one seller account, or none when several have to be merged. */
    Optional<String> counters() {
        if (sellerAccounts.isEmpty()) {
            return Optional.of("*");
        }
        return sellerAccounts.get().size() == 1
                ? Optional.of(sellerAccounts.get().iterator().next())
                : Optional.empty();
    }

    // Amounts in another currency than that of the first order are left out, as in a single summary.
    private static final String SEVERAL = """
            select customer_id, min(seller_account) as seller_account, bool_or(account) as account,
                bool_or(active) as active, min(created_at) as created_at, bool_or(newsletter) as newsletter,
                min(country) as country, min(main) as currency,
                sum(orders)::integer as orders, sum(units)::bigint as units,
                coalesce(sum(total_spent) filter (where currency = main), 0)::bigint as total_spent,
                coalesce(sum(total_refunded) filter (where currency = main), 0)::bigint as total_refunded,
                coalesce(round(sum(total_spent) filter (where currency = main)
                    / nullif(sum(orders) filter (where currency = main), 0)), 0)::bigint as average_order_value,
                coalesce(sum(discount_received) filter (where currency = main), 0)::bigint as discount_received,
                array(select distinct unnest(string_to_array(
                    string_agg(nullif(array_to_string(promo_codes, E'\\n'), ''), E'\\n'), E'\\n'))) as promo_codes,
                sum(returned_units)::bigint as returned_units, sum(negative_feedbacks)::integer as negative_feedbacks,
                coalesce(min(first_order_at) filter (where orders > 0), '-infinity') as first_order_at,
                max(last_order_at) as last_order_at, array_agg(seller_account) as seller_accounts,
                null::text as other_currencies
            from (select *, first_value(currency) over (partition by customer_id order by currency is null, first_order_at)
                    as main from customer.customer_summary where seller_account = any(?)) one
            group by customer_id""";
}
