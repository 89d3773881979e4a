package org.clientele.catalog.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.RequiresScope;
import org.clientele.catalog.Product;
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

    @Activate
    public ProductResource(@Reference PresentCatalogue present, @Reference JdbcCatalogue products) {
        this.present = present;
        this.products = products;
    }

    /** A product as it is sent. */
    public record Content(
            Optional<String> sku,
            Optional<String> name,
            Optional<Money> price,
            Optional<List<Money>> prices,
            Optional<String> category,
            Optional<String> brand,
            Optional<Boolean> active,
            Optional<Long> maxQuantity) {
        Product product(String id) {
            Problem.Invalid.check(checks -> checks.that(
                            !id.isBlank() && id.length() <= 64, "/sku", "length", "A SKU has 1 to 64 characters.")
                    .that(sku.map(id::equals).orElse(true), "/sku", "mismatch", "The SKU is that of the path.")
                    .that(
                            name.map(text -> !text.isBlank() && text.length() <= 200)
                                    .orElse(false),
                            "/name",
                            "required",
                            "A name of 1 to 200 characters is needed.")
                    .that(
                            price.map(money -> money.amount() >= 0 && money.amount() <= 1_000_000_000_000L)
                                    .orElse(false),
                            "/price",
                            "required",
                            "A price is needed, not below zero."));
            return new Product(
                    id,
                    name.orElseThrow(),
                    price.orElseThrow(),
                    prices.orElse(List.of()),
                    category,
                    brand,
                    active.orElse(true),
                    maxQuantity);
        }
    }

    @GET
    @RequiresScope("products:read")
    public NumberedPage<Product> list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("page") @Nullable String page,
            @QueryParam("size") @Nullable String size) {
        Page.Request asked = NumberedPage.request(page, size);
        String link = "/api/admin/v1/products?"
                + (q == null ? "" : "q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + "&");
        return NumberedPage.of(present.search(q == null ? "" : q.strip(), asked), asked, link);
    }

    @GET
    @Path("{sku}")
    @RequiresScope("products:read")
    public Versioned<Product> get(@PathParam("sku") String sku) {
        JdbcCatalogue.Stored stored =
                products.find(sku).orElseThrow(() -> new Problem.NotFound("There is no such product."));
        return new Versioned<>(stored.product(), stored.version());
    }

    @PUT
    @Path("{sku}")
    public Response put(@PathParam("sku") String sku, Content content) {
        boolean created = products.put(content.product(sku));
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .header(
                        HttpHeaders.LOCATION,
                        created ? "/api/admin/v1/products/" + URLEncoder.encode(sku, StandardCharsets.UTF_8) : null)
                .entity(get(sku))
                .build();
    }
}
