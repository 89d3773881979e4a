package org.clientele.account.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Problem;
import org.clientele.access.internal.Tokens;
import org.clientele.persistence.Transactions;

/** The tokens that mails carry, in {@code account_token}. */
final class MailedTokens {
    private final Transactions transactions;

    MailedTokens(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What a mail carries. */
    record Issued(String token, Instant expiresAt) {}

    /** @param email the new address of an {@link Purpose#EMAIL_CHANGE} */
    record Found(UUID customer, Optional<String> email) {}

    /** A new token; one there was for the purpose opens nothing any more. */
    Issued issue(UUID customer, Purpose purpose, Optional<String> email, Duration life) {
        String token = Tokens.random("clm_");
        Instant expiresAt = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into customer.account_token (customer_id, purpose, token_hash, email, expires_at)
                    values (?, ?, ?, ?, ?)
                    on conflict (customer_id, purpose) do update
                    set token_hash = excluded.token_hash, email = excluded.email, created_at = now(),
                        expires_at = excluded.expires_at""")) {
                statement.setObject(1, customer);
                statement.setString(2, purpose.text());
                statement.setBytes(3, Tokens.hash(token));
                statement.setString(4, email.orElse(null));
                statement.setObject(5, expiresAt.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
        return new Issued(token, expiresAt);
    }

    /**
     * Whose a token is; it stays.
     *
     * @throws Problem.Gone {@code token-expired} if it opens nothing
     */
    Found find(String token, Purpose purpose) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    select customer_id, email from customer.account_token
                    where token_hash = ? and purpose = ? and expires_at > now()
                        and exists (select from customer.customer c where c.id = customer_id and c.status = 'active')""")) {
                return found(statement, token, purpose);
            }
        });
    }

    /**
     * Uses a token up. Of those who try at once, one gets it.
     *
     * @throws Problem.Gone {@code token-expired} if it opens nothing
     */
    Found take(String token, Purpose purpose) {
        return transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    delete from customer.account_token
                    where token_hash = ? and purpose = ? and expires_at > now()
                        and exists (select from customer.customer c where c.id = customer_id and c.status = 'active')
                    returning customer_id, email""")) {
                return found(statement, token, purpose);
            }
        });
    }

    private static Found found(PreparedStatement statement, String token, Purpose purpose) throws SQLException {
        statement.setBytes(1, Tokens.hash(token));
        statement.setString(2, purpose.text());
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new Problem.Gone(
                        "token-expired", "This link was used, was replaced by a newer one, or has expired.");
            }
            return new Found(row.getObject(1, UUID.class), Optional.ofNullable(row.getString(2)));
        }
    }

    /** What was asked for with a password that is no more opens nothing; an address may still be proven. */
    void withdrawOfPassword(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "delete from customer.account_token where customer_id = ? and purpose in (?, ?)")) {
                statement.setObject(1, customer);
                statement.setString(2, Purpose.RESET.text());
                statement.setString(3, Purpose.EMAIL_CHANGE.text());
                return statement.executeUpdate();
            }
        });
    }

    /** The tokens of a customer open nothing any more. */
    void withdraw(UUID customer) {
        transactions.sql(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from customer.account_token where customer_id = ?")) {
                statement.setObject(1, customer);
                return statement.executeUpdate();
            }
        });
    }
}
