package org.clientele.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One kind of request.
 *
 * @param requests one of them is picked each time
 * @param rows how many customers an answer shows at least
 */
record Workload(String name, List<HttpRequest> requests, Optional<PlainSql> sql, int rows) {

    Load.Client client(Product product) throws IOException {
        HttpConnection connection = product.connect();
        return new Load.Client() {
            @Override
            public long once() throws IOException {
                return connection.send(requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    /** A quick answer that shows nobody is worth nothing. */
    void requireRows(Product product) throws IOException {
        try (HttpConnection connection = product.connect()) {
            HttpConnection.Answer answer = connection.answer(requests.get(0));
            int shown = answer.body().split("\"reference\":", -1).length - 1;
            if (answer.status() != 200 || shown < rows) {
                throw new IOException(name + ": " + answer.status() + ", " + shown + " of " + rows + " customers");
            }
        }
    }
}
