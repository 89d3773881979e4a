package org.clientele.rest.openapi.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.clientele.rest.Json;
import org.clientele.rest.internal.Route;

/** The OpenAPI 3.1 document of the routes that are on, made from their signatures. Thread-safe. */
public final class OpenApi {
    private volatile Document latest = new Document(List.of(), new byte[0]);

    /** The document for these routes; kept until they change. */
    public byte[] document(List<Route> routes) {
        Document document = latest;
        if (document.routes != routes) {
            document = new Document(routes, Json.write(describe(routes)));
            latest = document;
        }
        return document.json;
    }

    private static ObjectNode describe(List<Route> routes) {
        ObjectNode api = Json.mapper().createObjectNode();
        api.put("openapi", "3.1.0");
        api.putObject("info")
                .put("title", "Clientele")
                .put("version", "1")
                .put("description", "Customer management. Lists only what the installed features offer right now.");
        api.putArray("servers").addObject().put("url", "/api");
        Schemas schemas = new Schemas();
        Operations operations = new Operations(schemas);
        ObjectNode paths = api.putObject("paths");
        routes.stream()
                .filter(route -> route.httpMethod() != null)
                .sorted(Comparator.comparing(Route::name).thenComparing(Route::httpMethod))
                .forEach(route -> paths.withObjectProperty(route.name())
                        .set(route.httpMethod().toLowerCase(Locale.ROOT), operations.describe(route)));
        ObjectNode components = api.putObject("components");
        components.set("schemas", schemas.all());
        operations.addResponses(components.putObject("responses"));
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API key or session token.");
        return api;
    }

    private record Document(List<Route> routes, byte[] json) {}
}
