package org.clientele.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** All customers with fifteen fields as one CSV file, and the same query as {@code COPY ... TO STDOUT}, by turns. */
final class Export {
    private static final int TURNS = 3;
    private static final long PATIENCE = 900_000_000_000L;
    private static final String COPY =
            "copy (select c.reference, c.email, c.first_name, c.last_name, c.phone, s.country, c.city,"
                    + " c.status, s.newsletter, s.created_at, case when s.orders > 0 then 'customer' else 'lead' end, s.orders,"
                    + " s.total_spent, s.average_order_value, nullif(s.last_order_at, '-infinity')"
                    + " from customer.customer_summary s join customer.customer c on c.id = s.customer_id"
                    + " where s.seller_account = '*' order by s.created_at desc, s.customer_id desc) to stdout (format csv)";

    private final Product product;
    private final Database database;
    private final int customers;
    private double seconds = Double.MAX_VALUE;
    private double copySeconds = Double.MAX_VALUE;
    private double firstProgress;

    Export(Product product, Database database, int customers) {
        this.product = product;
        this.database = database;
        this.customers = customers;
    }

    /** The best of some turns of each. */
    void run() throws IOException, SQLException, InterruptedException {
        for (int turn = 0; turn < TURNS; turn++) {
            copySeconds = Math.min(copySeconds, copy());
            seconds = Math.min(seconds, throughProduct());
        }
    }

    double rowsPerSecond() {
        return customers / seconds;
    }

    double copiedPerSecond() {
        return customers / copySeconds;
    }

    /** The longest wait for the first customers of a file. */
    double secondsToFirstProgress() {
        return firstProgress;
    }

    private double throughProduct() throws IOException, InterruptedException {
        ExportRequest request = new ExportRequest(product, "csv");
        long begin = System.nanoTime();
        String operation = request.begin();
        boolean waiting = true;
        while (System.nanoTime() - begin < PATIENCE) {
            boolean over = request.isOver(operation);
            double passed = (System.nanoTime() - begin) / 1e9;
            if (waiting && request.hasProgressed()) {
                waiting = false;
                firstProgress = Math.max(firstProgress, passed);
            }
            if (over) {
                request.forget(operation);
                return passed;
            }
            Thread.sleep(20);
        }
        throw new IOException("The export does not end");
    }

    private double copy() throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            long begin = System.nanoTime();
            long rows =
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut(COPY, OutputStream.nullOutputStream());
            if (rows != customers) {
                throw new IOException("COPY found " + rows + " customers");
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }
}
