package org.clientele.cart.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.clientele.Money;
import org.clientele.Page;
import org.clientele.access.Caller;
import org.clientele.catalog.Catalogue;
import org.clientele.catalog.Product;
import org.clientele.catalog.internal.CatalogueKit;
import org.clientele.imports.ImportTarget;
import org.clientele.imports.ImportTarget.Outcome;
import org.clientele.imports.ImportTarget.Result;
import org.clientele.rest.RestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Products and price lists, through HTTP. */
final class CatalogueApiIT {
    private static final CartKit KIT = new CartKit();
    private static final RestFixture REST = KIT.serve();
    private static final Shop SHOP = new Shop(REST);
    private static final Caller ADMIN = new Caller("key:admin", "Admin", Set.of("*"), Optional.empty());

    @AfterAll
    static void close() {
        REST.close();
        KIT.close();
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static String named(String name, String more) {
        return "{\"name\":\"" + name + "\",\"price\":{\"amount\":1000,\"currency\":\"EUR\"}" + more + "}";
    }

    @Test
    void aProductIsPutReadChangedAndDeleted() {
        String path = "/products/a%20b-" + unique();
        String body = named(
                "Teapot",
                ",\"prices\":[{\"amount\":1200,\"currency\":\"USD\"}],\"maxQuantity\":3,"
                        + "\"brand\":\"Brown\",\"category\":\"Pots\"");
        HttpResponse<String> made = SHOP.send("PUT", path, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/api/admin/v1" + path);
        assertThat(made.headers().firstValue("ETag")).contains("\"v0\"");
        JsonNode product = CartKit.json(made);
        assertThat(product.at("/prices/0/amount").asLong()).isEqualTo(1200);
        assertThat(SHOP.send("PUT", path, body).headers().firstValue("ETag")).contains("\"v0\"");
        assertThat(SHOP.send("PUT", path, named("Pot", ""), "If-Match", "\"v7\"")
                        .statusCode())
                .isEqualTo(412);
        HttpResponse<String> changed = SHOP.send("PUT", path, named("Pot", ""), "If-Match", "\"v0\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).contains("\"v1\"");
        assertThat(CartKit.json(changed).get("prices")).isEmpty();
        assertThat(SHOP.send("DELETE", path, null, "If-Match", "\"v0\"").statusCode())
                .isEqualTo(412);
        assertThat(SHOP.send("DELETE", path, null, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(204);
        assertThat(SHOP.send("GET", path, null).statusCode()).isEqualTo(404);
        assertThat(SHOP.send("PUT", path, body, "If-Match", "\"v1\"").statusCode())
                .isEqualTo(412);
    }

    @Test
    void whatIsWrongWithAProductIsTold() {
        assertThat(SHOP.send(
                                "PUT",
                                "/products/x",
                                "{\"sku\":\"y\",\"name\":\"\",\"price\":{\"amount\":-1,\"currency\":\"EUR\"},\"prices\":["
                                        + "{\"amount\":1,\"currency\":\"USD\"},{\"amount\":-2,\"currency\":\"USD\"},"
                                        + "{\"amount\":1,\"currency\":\"EUR\"}],\"maxQuantity\":0}")
                        .body())
                .contains(
                        "\"/sku\"",
                        "\"/name\"",
                        "\"/price/amount\"",
                        "\"/prices/1/amount\"",
                        "\"/prices/1/currency\"",
                        "\"/prices/2/currency\"",
                        "\"/maxQuantity\"");
        HttpResponse<String> currency =
                SHOP.send("PUT", "/products/x", "{\"name\":\"X\",\"price\":{\"amount\":1,\"currency\":\"euro\"}}");
        assertThat(currency.statusCode()).isEqualTo(400);
        assertThat(currency.body()).contains("/price");
        assertThat(SHOP.send("PUT", "/products/x", "{}").body()).contains("\"/name\"", "\"/price\"");
    }

    @Test
    void productsAreFoundByAnyPartOfNameAndSkuWhateverTheCase() {
        String mark = unique();
        SHOP.json(
                "PUT", "/products/sku-" + mark, named("Green Tea 100%_" + mark.toUpperCase(java.util.Locale.ROOT), ""));
        SHOP.json("PUT", "/products/old-" + mark, named("Sold out " + mark, ",\"active\":false"));
        assertThat(names("?q=REEN%20tea%20100%25_" + mark)).hasSize(1);
        assertThat(names("?q=" + mark)).hasSize(2);
        assertThat(names("?q=U-" + mark)).hasSize(1);
        assertThat(names("?q=" + mark + "&active=true"))
                .singleElement()
                .asString()
                .startsWith("Green");
        assertThat(names("?q=" + mark + "&active=false"))
                .singleElement()
                .asString()
                .startsWith("Sold");
        assertThat(names("?q=1_0%25_" + mark)).isEmpty();
        assertThat(SHOP.send("GET", "/products?active=yes", null).body()).contains("?active");
        assertThat(CatalogueKit.own(KIT.transactions())
                        .search(mark, Page.Request.page(1, 10))
                        .items())
                .extracting(Product::sku)
                .containsExactly("sku-" + mark);
    }

    private static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        SHOP.json("GET", "/products" + query, null)
                .get("items")
                .forEach(item -> names.add(item.get("name").asText()));
        return names;
    }

    @Test
    void aGroupHasItsPricesAndTheQuantityInTheWholeCartDecides() {
        String list = "list-" + unique();
        String tea = SHOP.product(1000);
        SHOP.json("PUT", "/price-lists/" + list, "{\"name\":\"Wholesale\",\"currency\":\"EUR\"}");
        JsonNode price = SHOP.json(
                "PUT",
                "/price-lists/" + list + "/prices/" + tea,
                "{\"tiers\":[{\"from\":10,\"price\":800},{\"from\":1,\"price\":900}]}");
        assertThat(price.at("/tiers/0/from").asLong()).isEqualTo(1);
        UUID member = KIT.customerIn("wholesale", Optional.of("10"), Optional.of(list))
                .id();
        String cart = SHOP.cartOf(member, tea, 4);
        assertThat(SHOP.json("GET", cart, null).at("/lines/0/unitPrice").asLong())
                .isEqualTo(810);
        JsonNode ten = Shop.sound(SHOP.json(
                "POST",
                cart + "/lines",
                "{\"sku\":\"" + tea + "\",\"quantity\":6,\"schedule\":{\"type\":\"recurring\",\"every\":1,"
                        + "\"unit\":\"month\"}}"));
        assertThat(ten.get("lines"))
                .extracting(line -> line.get("unitPrice").asLong())
                .containsExactly(720L, 720L);
        assertThat(SHOP.json("GET", SHOP.cart(tea, 10), null).get("total").asLong())
                .isEqualTo(10_000);
    }

    @Test
    void aPriceListIsPutReadAndDeleted() {
        String path = "/price-lists/list-" + unique();
        String tea = SHOP.product(1000);
        String body = "{\"name\":\"Wholesale\",\"currency\":\"EUR\"}";
        assertThat(SHOP.send("PUT", path, body).statusCode()).isEqualTo(201);
        assertThat(SHOP.send("PUT", path + "/prices/nothing", "{\"tiers\":[{\"from\":1,\"price\":1}]}")
                        .statusCode())
                .isEqualTo(404);
        String prices = path + "/prices/" + tea;
        assertThat(SHOP.send("PUT", prices, "{\"tiers\":[{\"from\":1,\"price\":900}]}", "If-Match", "\"v5\"")
                        .statusCode())
                .isEqualTo(412);
        HttpResponse<String> put =
                SHOP.send("PUT", prices, "{\"tiers\":[{\"from\":1,\"price\":900}]}", "If-Match", "\"v0\"");
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(put.headers().firstValue("ETag")).contains("\"v1\"");
        assertThat(SHOP.json("GET", path, null).get("prices").asLong()).isEqualTo(1);
        assertThat(SHOP.json("GET", path + "/prices", null)
                        .at("/items/0/tiers/0/price")
                        .asLong())
                .isEqualTo(900);
        assertThat(SHOP.send("PUT", path, "{\"name\":\"W\",\"currency\":\"USD\"}")
                        .body())
                .contains("has-prices");
        assertThat(SHOP.send("PUT", prices, "{\"tiers\":[]}").body()).contains("/tiers");
        assertThat(SHOP.send(
                                "PUT",
                                prices,
                                "{\"tiers\":[{\"from\":1,\"price\":-1},{\"from\":1,\"price\":1},{\"from\":0,\"price\":1}]}")
                        .body())
                .contains("/tiers/0/price", "/tiers/1/from", "/tiers/2/from");
        assertThat(SHOP.send("DELETE", prices, null).statusCode()).isEqualTo(204);
        assertThat(SHOP.send("GET", prices, null).statusCode()).isEqualTo(404);
        assertThat(SHOP.send("DELETE", path, null, "If-Match", "\"v2\"").statusCode())
                .isEqualTo(204);
        assertThat(SHOP.send("GET", path, null).statusCode()).isEqualTo(404);
        assertThat(SHOP.send("PUT", "/price-lists/-", "{\"currency\":\"eur\"}").body())
                .contains("\"/id\"", "\"/name\"", "\"/currency\"");
    }

    @Test
    void whatIsDeletedCanNoLongerBeBought() {
        String tea = SHOP.product(1000);
        String cart = SHOP.cart(tea, 2);
        SHOP.send("DELETE", "/products/" + tea, null, "If-Match", "*");
        JsonNode left = Shop.sound(SHOP.json("GET", cart, null));
        assertThat(left.at("/lines/0/available").asBoolean()).isFalse();
        assertThat(left.get("total").asLong()).isEqualTo(2000);
    }

    @Test
    void aHostsCatalogueIsAskedInThePlaceOfOurs() {
        Product own = new Product(
                "host-1",
                "Host's tea",
                new Money(700, "EUR"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
        Catalogue host = new Catalogue() {
            @Override
            public List<Offered> find(Collection<String> skus, Sale sale) {
                return skus.contains("host-1")
                        ? List.of(new Offered(own, List.of(new Tier(5, new Money(600, "EUR")))))
                        : List.of();
            }

            @Override
            public Page<Product> search(String text, Page.Request page) {
                return Page.of(List.of(own), 1);
            }
        };
        try (CartKit kit = new CartKit(Map.of(), Optional.of(host));
                RestFixture rest = kit.serve()) {
            Shop shop = new Shop(rest);
            shop.json("PUT", "/products/ours", named("Ours", ""));
            assertThat(shop.json("GET", "/products", null).at("/items/0/sku").asText())
                    .isEqualTo("host-1");
            assertThat(shop.json("GET", "/products?active=false", null).get("items"))
                    .isEmpty();
            assertThat(shop.json("GET", "/products/ours", null).get("name").asText())
                    .isEqualTo("Ours");
            assertThat(shop.json("GET", shop.cart("host-1", 5), null)
                            .get("total")
                            .asLong())
                    .isEqualTo(3000);
            String cart = shop.cart("host-1", 1);
            assertThat(shop.send("POST", cart + "/lines", "{\"sku\":\"ours\"}").body())
                    .contains("unknown-product");
        }
    }

    @Test
    void aHostsCatalogueThatFailsFailsTheRequestOnly() {
        Catalogue host = (skus, sale) -> {
            throw new IllegalStateException("The host is away");
        };
        try (CartKit kit = new CartKit(Map.of(), Optional.of(host));
                RestFixture rest = kit.serve()) {
            HttpResponse<String> answer =
                    new Shop(rest).send("POST", "/carts", "{\"lines\":[{\"sku\":\"x\",\"quantity\":1}]}");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("catalogue-unavailable").doesNotContain("away");
        }
    }

    private static List<Result> take(ImportTarget target, List<Map<String, @Nullable Object>> documents) {
        return KIT.plugin().access().call(ADMIN, () -> target.write(documents));
    }

    private static Map<String, @Nullable Object> document(String sku, Object price) {
        return Map.of("sku", sku, "name", "Imported", "price", Map.of("amount", price, "currency", "EUR"));
    }

    @Test
    void productsAreImported() {
        ImportTarget target =
                CatalogueKit.productImport(KIT.transactions(), KIT.plugin().access());
        String mark = unique();
        List<Map<String, @Nullable Object>> documents =
                List.of(document("a-" + mark, 100), document("", 100), document("b-" + mark, "x"));
        List<Result> first = take(target, documents);
        assertThat(first).extracting(Result::outcome).containsExactly(Outcome.CREATED, Outcome.FAILED, Outcome.FAILED);
        assertThat(first.get(1).violations())
                .extracting(found -> found.pointer())
                .containsExactly("/sku");
        assertThat(first.get(2).violations())
                .extracting(found -> found.pointer())
                .containsExactly("/price/amount");
        assertThat(take(target, documents).get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(take(target, List.of(document("a-" + mark, 120))).get(0).outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(SHOP.json("GET", "/products/a-" + mark, null)
                        .at("/price/amount")
                        .asLong())
                .isEqualTo(120);
        assertThat(target.keys(documents.get(0))).containsExactly("a-" + mark);
    }

    @Test
    void pricesAreImported() {
        ImportTarget target =
                CatalogueKit.priceImport(KIT.transactions(), KIT.plugin().access());
        String list = "list-" + unique();
        String tea = SHOP.product(1000);
        String cup = SHOP.product(1000);
        SHOP.json("PUT", "/price-lists/" + list, "{\"name\":\"L\",\"currency\":\"EUR\"}");
        List<Map<String, @Nullable Object>> documents = List.of(
                Map.of("priceList", list, "sku", tea, "price", 900),
                Map.of("priceList", "none-" + list, "sku", tea, "price", 900),
                Map.of("priceList", list, "sku", "none", "price", 900),
                Map.of("priceList", list, "sku", cup, "tiers", List.of(Map.of("from", 5, "price", 700))),
                Map.of("priceList", list, "sku", cup));
        List<Result> results = take(target, documents);
        assertThat(results)
                .extracting(result -> result.outcome()
                        + result.violations().stream()
                                .map(found -> found.pointer())
                                .reduce("", String::concat))
                .containsExactly("CREATED", "FAILED/priceList", "FAILED/sku", "CREATED", "FAILED/tiers");
        assertThat(take(target, documents).get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(SHOP.json("GET", "/price-lists/" + list, null).get("version").asLong())
                .isEqualTo(1);
        assertThat(SHOP.json("GET", "/price-lists/" + list + "/prices/" + cup, null)
                        .at("/tiers/0/price")
                        .asLong())
                .isEqualTo(700);
    }
}
