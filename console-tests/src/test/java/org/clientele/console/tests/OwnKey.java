package org.clientele.console.tests;

import java.util.List;
import java.util.Map;
import org.clientele.itests.Api;

/** A key of its own, so that what a test keeps for its user disturbs nobody; taken away when closed, with the views it has made. */
record OwnKey(String id, String token) implements AutoCloseable {
    static OwnKey with(String... scopes) {
        Api.Answer answer = Product.api()
                .post("keys", Map.of("name", "console test", "scopes", scopes.length == 0 ? List.of("*") : scopes));
        return new OwnKey(answer.at("/id"), answer.at("/token"));
    }

    Api api() {
        return Product.api().withKey(token);
    }

    Console open(String path) {
        return Console.open(path).signIn(token);
    }

    @Override
    public void close() {
        for (var view :
                Product.api().withKey(token).get("views?size=100").body().at("/items")) {
            if (view.at("/owner").asText().equals("key:" + id)) {
                api().delete("views/" + view.at("/id").asText(), "If-Match", "*");
            }
        }
        Product.api().delete("keys/" + id);
    }
}
