package org.clientele.company.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.Uuid7;
import org.clientele.access.Access;
import org.clientele.company.Companies;
import org.clientele.company.Company;
import org.clientele.customer.internal.Visibility;
import org.clientele.persistence.Transactions;
import org.clientele.rest.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Companies in the tables {@code company} and {@code company_member}. */
@Component
public final class JdbcCompanies implements Companies {
    private final Transactions transactions;
    private final Access access;
    private final Visibility visibility;

    @Activate
    public JdbcCompanies(@Reference(target = "(schema=customer)") Transactions transactions, @Reference Access access) {
        this.transactions = transactions;
        this.access = access;
        this.visibility = new Visibility(access);
    }

    @Override
    public Page<Company> list(Optional<String> q, Page.Request page) {
        return transactions.read(connection -> {
            CompanyRows rows = rows(connection);
            List<Company> items = rows.list(q, page.size(), page.offset());
            return Page.of(items, rows.count(q));
        });
    }

    @Override
    public Optional<Company> find(UUID id) {
        return transactions.read(connection -> rows(connection).find(id, false));
    }

    @Override
    public Company create(Company.Details details) {
        CompanyChecks.check(details);
        UUID id = Uuid7.next();
        return transactions.sql(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into customer.company (name, external_ids, vat_id, approval_amount, approval_currency, id,"
                            + " seller_accounts) values (?, ?, ?, ?, ?, ?, coalesce(?::text[], '{}'))")) {
                int column = bind(insert, details);
                insert.setObject(column++, id);
                insert.setArray(column, rows(connection).accounts());
                insert.executeUpdate();
            }
            return get(connection, id, false);
        });
    }

    @Override
    public Company change(UUID id, OptionalLong version, Company.Details details) {
        CompanyChecks.check(details);
        return transactions.sql(connection -> {
            lock(connection, id, version);
            try (PreparedStatement update = connection.prepareStatement(
                    "update customer.company set name = ?, external_ids = ?, vat_id = ?, approval_amount = ?,"
                            + " approval_currency = ?, version = version + 1 where id = ?")) {
                update.setObject(bind(update, details), id);
                update.executeUpdate();
            }
            return get(connection, id, false);
        });
    }

    private static int bind(PreparedStatement statement, Company.Details details) throws SQLException {
        statement.setString(1, details.name());
        statement.setString(2, new String(Json.write(details.externalIds()), StandardCharsets.UTF_8));
        statement.setString(3, details.vatId().orElse(null));
        Optional<Money> limit = details.approvalLimit();
        statement.setObject(4, limit.map(Money::amount).orElse(null), Types.BIGINT);
        statement.setString(5, limit.map(Money::currency).orElse(null));
        return 6;
    }

    @Override
    public void remove(UUID id, OptionalLong version) {
        transactions.sql(connection -> {
            lock(connection, id, version);
            try (PreparedStatement delete = connection.prepareStatement("delete from customer.company c where id = ?"
                    + " and not exists (select from customer.company_member m where m.company_id = c.id)")) {
                delete.setObject(1, id);
                if (delete.executeUpdate() == 0) {
                    throw new Problem.Conflict("in-use", "The company has members.");
                }
            }
            return true;
        });
    }

    @Override
    public Company join(UUID id, UUID customer, Company.Role role) {
        return transactions.sql(connection -> {
            lock(connection, id, OptionalLong.empty());
            visibility.require(connection, customer);
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into customer.company_member as m (company_id, customer_id, role) values (?, ?, ?)
                    on conflict (customer_id) do update set role = excluded.role where m.company_id = excluded.company_id""")) {
                upsert.setObject(1, id);
                upsert.setObject(2, customer);
                upsert.setString(3, role.name().toLowerCase(Locale.ROOT));
                if (upsert.executeUpdate() == 0) {
                    throw new Problem.Conflict("in-another-company", "The customer buys for another company.");
                }
            }
            touch(connection, id);
            return get(connection, id, false);
        });
    }

    @Override
    public Company leave(UUID id, UUID customer) {
        return transactions.sql(connection -> {
            Company before = get(connection, id, true);
            visibility.require(connection, customer);
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from customer.company_member where company_id = ? and customer_id = ?")) {
                delete.setObject(1, id);
                delete.setObject(2, customer);
                if (delete.executeUpdate() == 0) {
                    return before;
                }
            }
            touch(connection, id);
            return without(before, customer);
        });
    }

    @Override
    public Optional<Company.Membership> of(UUID customer) {
        return transactions.read(connection -> {
            visibility.require(connection, customer);
            try (PreparedStatement select = connection.prepareStatement("""
                    select c.id, c.name, m.role, c.approval_amount, c.approval_currency
                    from customer.company_member m join customer.company c on c.id = m.company_id
                    where m.customer_id = ?""")) {
                select.setObject(1, customer);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Company.Membership(
                                    row.getObject(1, UUID.class),
                                    row.getString(2),
                                    CompanyRows.role(row.getString(3)),
                                    CompanyRows.limit(row)))
                            : Optional.empty();
                }
            }
        });
    }

    /** The company may be out of sight by now, if the customer was all that the caller saw of it. */
    private static Company without(Company company, UUID customer) {
        return new Company(
                company.id(),
                company.name(),
                company.externalIds(),
                company.vatId(),
                company.approvalLimit(),
                company.members().stream()
                        .filter(member -> !member.customerId().equals(customer))
                        .toList(),
                company.version() + 1);
    }

    /** Members are part of what is shown, so they make another version of it. */
    private static void touch(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer.company set version = version + 1 where id = ?")) {
            update.setObject(1, id);
            update.executeUpdate();
        }
    }

    private void lock(Connection connection, UUID id, OptionalLong version) throws SQLException {
        Company company = get(connection, id, true);
        if (version.isPresent() && version.getAsLong() != company.version()) {
            throw new Problem.Stale("The company was changed meanwhile.");
        }
    }

    private Company get(Connection connection, UUID id, boolean lock) throws SQLException {
        return rows(connection).find(id, lock).orElseThrow(JdbcCompanies::notFound);
    }

    private CompanyRows rows(Connection connection) {
        return new CompanyRows(connection, access.caller().sellerAccounts());
    }

    static Problem.NotFound notFound() {
        return new Problem.NotFound("There is no such company.");
    }
}
