package org.clientele.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.clientele.persistence.DatabaseFixture;
import org.junit.jupiter.api.Test;

/** How answers come from the database. */
final class StatementsIT {
    private static final int MANY = 12_000;

    @Test
    void aLongAnswerStaysInTheDatabaseUntilItIsReadAlsoThatOfAChange() {
        Sql change = new Sql()
                .add("with came as (insert into many select generate_series(1, ?) returning n)", MANY)
                .add(" select n from came");
        try (DatabaseFixture database = DatabaseFixture.create(2, Duration.ofSeconds(5), Duration.ofSeconds(20))) {
            int read = database.open("customer").sql(connection -> {
                try (Statement create = connection.createStatement()) {
                    create.execute("create temporary table many (n int not null) on commit drop");
                }
                return Statements.inPortions(connection, change, rows -> {
                    assertThat(waiting(connection)).isEqualTo(1);
                    return count(rows);
                });
            });
            assertThat(read).isEqualTo(MANY);
        }
    }

    private static int waiting(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select count(*) from pg_cursors where statement like 'with came as (insert into many %'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }
}
