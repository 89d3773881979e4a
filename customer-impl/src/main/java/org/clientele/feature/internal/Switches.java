package org.clientele.feature.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import org.clientele.persistence.Transactions;

/** The table {@code feature_switch}. Thread-safe. */
final class Switches {
    private final Transactions transactions;

    Switches(Transactions transactions) {
        this.transactions = transactions;
    }

    /** How a feature was switched last. */
    record Switch(String title, boolean enabled) {}

    /** By feature; those not in it were never switched. */
    Map<String, Switch> all() {
        return transactions.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select feature, title, enabled from customer.feature_switch");
                    ResultSet row = select.executeQuery()) {
                Map<String, Switch> switches = new TreeMap<>();
                while (row.next()) {
                    switches.put(row.getString(1), new Switch(row.getString(2), row.getBoolean(3)));
                }
                return switches;
            }
        });
    }

    void set(String feature, String title, boolean enabled, String caller) {
        transactions.sql(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into customer.feature_switch (feature, title, enabled, changed_by) values (?, ?, ?, ?)
                    on conflict (feature) do update set title = excluded.title, enabled = excluded.enabled,
                        changed_at = now(), changed_by = excluded.changed_by""")) {
                upsert.setString(1, feature);
                upsert.setString(2, title);
                upsert.setBoolean(3, enabled);
                upsert.setString(4, caller);
                return upsert.executeUpdate();
            }
        });
    }
}
