package org.clientele.catalog.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.RequiresScope;
import org.clientele.catalog.Product;
import org.clientele.imports.ImportTarget.Outcome;
import org.clientele.rest.IfMatch;
import org.clientele.rest.NumberedPage;
import org.clientele.rest.Versioned;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /products}: what carts can hold. */
@Component(service = ProductResource.class)
@JakartarsResource
@Path("products")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequiresScope("products:write")
public final class ProductResource {
    private final PresentCatalogue present;
    private final JdbcCatalogue products;
    private final Access access;

    @Activate
    public ProductResource(
            @Reference PresentCatalogue present, @Reference JdbcCatalogue products, @Reference Access access) {
        this.present = present;
        this.products = products;
        this.access = access;
    }

    /** Asks the catalogue that carts ask. */
    @GET
    @RequiresScope("products:read")
    public NumberedPage<Product> list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("active") @Nullable String active,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        if (active != null && !active.equals("true") && !active.equals("false")) {
            throw Problem.Invalid.at("?active", "value", "This must be true or false.");
        }
        String link = "/api/admin/v1/products?"
                + (q == null ? "" : "q=" + encoded(q) + "&")
                + (active == null ? "" : "active=" + active + "&");
        return NumberedPage.of(
                present.list(
                        q == null ? "" : q.strip(), Optional.ofNullable(active).map("true"::equals), asked),
                asked,
                link);
    }

    /** One of our own, whatever catalogue carts ask. */
    @GET
    @Path("{sku}")
    @RequiresScope("products:read")
    public Versioned<Product> get(@PathParam("sku") String sku) {
        JdbcCatalogue.Stored stored = products.find(sku).orElseThrow(JdbcCatalogue::notFound);
        return new Versioned<>(stored.product(), stored.version());
    }

    @PUT
    @Path("{sku}")
    public Response put(@PathParam("sku") String sku, ProductBody body, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        boolean created = products.put(body.product(sku), ifMatch.ifSent()) == Outcome.CREATED;
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, created ? "/api/admin/v1/products/" + encoded(sku) : null)
                .entity(get(sku))
                .build();
    }

    @DELETE
    @Path("{sku}")
    public void remove(@PathParam("sku") String sku, @Context IfMatch ifMatch) {
        access.requireAllSellerAccounts();
        products.remove(sku, ifMatch.required());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
