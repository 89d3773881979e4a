package org.clientele.customer.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.clientele.customer.Address;
import org.clientele.customer.Customer;
import org.clientele.customer.ExternalId;

/**
 * The part of a customer that an import may change.
 *
 * @param texts e-mail, salutation, first and last name, phone, gender, company, locale, time zone, role
 * @param customFields JSON
 * @param sellerAccounts those the customer belongs to already
 */
record ImportedCustomer(
        List<Optional<String>> texts,
        Optional<LocalDate> dateOfBirth,
        boolean account,
        boolean newsletter,
        Set<String> tags,
        Set<String> groups,
        Set<ExternalId> externalIds,
        String customFields,
        Set<String> sellerAccounts,
        boolean hasAddress) {
    static final String COLUMNS =
            "email, salutation, first_name, last_name, phone, gender, company, locale, time_zone, role,"
                    + " date_of_birth, account, newsletter, tags, groups, external_ids, custom_fields, id";
    private static final int TEXTS = 10;

    static ImportedCustomer of(Customer.Registration told) {
        return new ImportedCustomer(
                texts(told),
                told.dateOfBirth(),
                told.account(),
                told.newsletter(),
                new TreeSet<>(told.tags()),
                new TreeSet<>(told.groups()),
                sorted(told.externalIds()),
                StoredJson.write(told.customFields()),
                Set.of(),
                false);
    }

    /** @param rows the {@link #COLUMNS}, the seller accounts, and whether there is an address */
    static ImportedCustomer of(ResultSet rows) throws SQLException {
        List<Optional<String>> texts = new ArrayList<>(TEXTS);
        for (int i = 1; i <= TEXTS; i++) {
            texts.add(Optional.ofNullable(rows.getString(i)));
        }
        return new ImportedCustomer(
                texts,
                Optional.ofNullable(rows.getObject(11, LocalDate.class)),
                rows.getBoolean(12),
                rows.getBoolean(13),
                new TreeSet<>(List.of((String[]) rows.getArray(14).getArray())),
                new TreeSet<>(List.of((String[]) rows.getArray(15).getArray())),
                sorted(StoredJson.read(rows.getString(16), new TypeReference<List<ExternalId>>() {})),
                rows.getString(17),
                Set.of((String[]) rows.getArray(19).getArray()),
                rows.getBoolean(20));
    }

    /** What the line tells replaces what was known, sets grow, a guest may become an account. */
    ImportedCustomer told(CustomerWriter.Line line) {
        Customer.Registration told = line.registration();
        List<Optional<String>> toldTexts = texts(told);
        List<Optional<String>> merged = new ArrayList<>(TEXTS);
        for (int i = 0; i < TEXTS; i++) {
            Optional<String> before = texts.get(i);
            merged.add(toldTexts.get(i).or(() -> before));
        }
        return new ImportedCustomer(
                merged,
                told.dateOfBirth().or(() -> dateOfBirth),
                account || told.account(),
                line.newsletter().orElse(newsletter),
                new TreeSet<>(union(tags, told.tags())),
                new TreeSet<>(union(groups, told.groups())),
                sorted(union(externalIds, told.externalIds())),
                line.tellsCustomFields() ? StoredJson.write(told.customFields()) : customFields,
                sellerAccounts,
                hasAddress);
    }

    /** The same with the e-mail address of another. */
    ImportedCustomer withEmailOf(ImportedCustomer other) {
        List<Optional<String>> kept = new ArrayList<>(texts);
        kept.set(0, other.texts.get(0));
        return new ImportedCustomer(
                kept,
                dateOfBirth,
                account,
                newsletter,
                tags,
                groups,
                externalIds,
                customFields,
                sellerAccounts,
                hasAddress);
    }

    /** @return the next column */
    int bind(Connection connection, PreparedStatement statement) throws SQLException {
        int column = 1;
        for (Optional<String> text : texts) {
            statement.setString(column++, text.orElse(null));
        }
        statement.setObject(column++, dateOfBirth.orElse(null), Types.DATE);
        statement.setBoolean(column++, account);
        statement.setBoolean(column++, newsletter);
        statement.setArray(column++, connection.createArrayOf("text", tags.toArray()));
        statement.setArray(column++, connection.createArrayOf("text", groups.toArray()));
        statement.setString(column++, StoredJson.write(externalIds));
        statement.setString(
                column++,
                String.join(" ", externalIds.stream().map(ExternalId::id).toList()));
        statement.setString(column++, customFields);
        return column;
    }

    static void bind(PreparedStatement statement, int first, Address.Content address) throws SQLException {
        int column = first;
        for (Optional<String> part : List.of(
                address.salutation(),
                address.firstName(),
                address.lastName(),
                address.company(),
                address.line1(),
                address.line2(),
                address.line3(),
                address.city(),
                address.province(),
                address.postalCode(),
                address.country(),
                address.phone())) {
            statement.setString(column++, part.orElse(null));
        }
    }

    private static List<Optional<String>> texts(Customer.Registration told) {
        return List.of(
                told.email(),
                told.salutation(),
                told.firstName(),
                told.lastName(),
                told.phone(),
                told.gender(),
                told.company(),
                told.locale(),
                told.timeZone(),
                told.role());
    }

    private static Set<ExternalId> sorted(Collection<ExternalId> externalIds) {
        Set<ExternalId> sorted =
                new TreeSet<>(Comparator.comparing(ExternalId::system).thenComparing(ExternalId::id));
        sorted.addAll(externalIds);
        return sorted;
    }

    private static <T> Set<T> union(Set<T> known, Collection<T> more) {
        Set<T> union = new HashSet<>(known);
        union.addAll(more);
        return union;
    }
}
