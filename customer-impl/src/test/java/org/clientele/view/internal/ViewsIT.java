package org.clientele.view.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clientele.segment.internal.SegmentKit.error;
import static org.clientele.segment.internal.SegmentKit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.attribute.internal.RegisteredAttributes;
import org.clientele.rest.RestFixture;
import org.clientele.segment.internal.SegmentKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views through HTTP. */
final class ViewsIT {
    private static final SegmentKit KIT = SegmentKit.open();
    private static final RestFixture REST = KIT.rest();
    private static final String[] OTHER = {"Authorization", "Bearer other"};

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeEach
    void empty() {
        KIT.empty();
    }

    @Test
    void aViewIsListedLikeAShippedOne() {
        UUID first = KIT.customer("FR", "n1");
        UUID second = KIT.customer("FR", "n2");
        KIT.customer("FR", "x");
        KIT.customer("DE", "n3");
        String segment = KIT.segment("country eq \"FR\"");
        JsonNode view = create(
                "{\"name\":\"Neue 漢字\",\"columns\":[\"country\",\"firstName\"],\"sort\":\"-firstName\",\"size\":10,"
                        + "\"filter\":\"newsletter eq true\",\"segment\":\"" + segment + "\"}");
        String id = view.get("id").asText();
        assertThat(view.get("name").asText()).isEqualTo("Neue 漢字");
        assertThat(view.get("owner").asText()).isEqualTo("key:fixture");
        assertThat(view.get("missing")).isEmpty();

        JsonNode listed = json(REST.get("/customers?view=" + id));
        assertThat(listed.get("items").findValuesAsText("id")).containsExactly(second.toString(), first.toString());
        assertThat(listed.get("items").get(0).fieldNames()).toIterable().containsExactly("id", "country", "firstName");
        assertThat(listed.get("page").get("size").asInt()).isEqualTo(10);
        assertThat(listed.get("page").get("totalItems").asLong()).isEqualTo(2);
        assertThat(json(REST.get(
                                "/customers?fields=orders&sort=firstName&size=20&filter=firstName%20eq%20%22n1%22&view="
                                        + id))
                        .get("items"))
                .hasSize(1);
        assertThat(json(REST.get("/customers/stats?view=" + id)).get("total").asLong())
                .isEqualTo(2);
        assertThat(json(REST.post("/customers/.search", "{\"view\":\"" + id + "\"}"))
                        .get("page")
                        .get("size")
                        .asInt())
                .isEqualTo(10);
        assertThat(json(REST.send("DELETE", "/segments/" + segment, null, "If-Match", "*"))
                        .get("code")
                        .asText())
                .isEqualTo("in-use");
        assertThat(REST.send("DELETE", "/views/" + id, null, "If-Match", "*").statusCode())
                .isEqualTo(204);
        assertThat(REST.send("DELETE", "/segments/" + segment, null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        assertThat(REST.get("/customers?view=" + id).statusCode()).isEqualTo(400);
    }

    @Test
    void viewsAreTheirOwnersUnlessShared() {
        String own = create("{\"name\":\"own\"}").get("id").asText();
        String shared = create("{\"name\":\"shared\",\"shared\":true,\"isDefault\":true}")
                .get("id")
                .asText();

        assertThat(json(REST.get("/views")).get("items")).hasSize(2);
        JsonNode others = json(REST.get("/views", OTHER)).get("items");
        assertThat(others.findValuesAsText("id")).containsExactly(shared);
        assertThat(others.get(0).get("isDefault").asBoolean()).isFalse();
        assertThat(REST.get("/views/" + own, OTHER).statusCode()).isEqualTo(404);
        assertThat(REST.get("/customers?view=" + own, OTHER).statusCode()).isEqualTo(400);
        assertThat(REST.get("/customers?view=" + shared, OTHER).statusCode()).isEqualTo(200);
        assertThat(REST.send(
                                "PATCH",
                                "/views/" + shared,
                                "{\"name\":\"x\"}",
                                "Authorization",
                                "Bearer other",
                                "If-Match",
                                "*")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCallerHasOneDefault() {
        String first = create("{\"name\":\"a\",\"isDefault\":true}").get("id").asText();
        String second = create("{\"name\":\"b\",\"isDefault\":true}").get("id").asText();

        assertThat(json(REST.get("/views/" + first)).get("isDefault").asBoolean())
                .isFalse();
        assertThat(REST.send("PATCH", "/views/" + first, "{\"isDefault\":true}").statusCode())
                .isEqualTo(428);
        assertThat(REST.send("PATCH", "/views/" + first, "{\"isDefault\":true}", "If-Match", "\"v0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(REST.send("PATCH", "/views/" + first, "{\"isDefault\":true}", "If-Match", "\"v1\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(REST.get("/views/" + second)).get("isDefault").asBoolean())
                .isFalse();
    }

    @Test
    void whatIsGoneIsLeftOutAndAFilterSuspends() {
        AttributeProvider plugin = () -> List.of(Attribute.named("shoe.size", Attribute.Type.INTEGER)
                .from("customer", "customer_summary", "customer_id")
                .expression("{}.orders")
                .sortable()
                .filterable()
                .build());
        KIT.shop().provide(plugin);
        KIT.customer("FR", "a");
        String column = create("{\"name\":\"c\",\"columns\":[\"country\",\"shoe.size\"],\"sort\":\"shoe.size\"}")
                .get("id")
                .asText();
        String filter = create("{\"name\":\"f\",\"filter\":\"shoe.size eq 0\"}")
                .get("id")
                .asText();
        ((RegisteredAttributes) KIT.shop().attributes()).withdraw(plugin);

        JsonNode view = json(REST.get("/views/" + column));
        assertThat(view.get("missing").get(0).asText()).isEqualTo("shoe.size");
        assertThat(view.get("state").asText()).isEqualTo("active");
        assertThat(json(REST.get("/customers?view=" + column))
                        .get("items")
                        .get(0)
                        .fieldNames())
                .toIterable()
                .containsExactly("id", "country");
        assertThat(REST.send("PATCH", "/views/" + column, "{\"name\":\"c2\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(REST.get("/views/" + filter)).get("state").asText()).isEqualTo("suspended");
        HttpResponse<String> listed = REST.get("/customers?view=" + filter);
        assertThat(listed.statusCode()).isEqualTo(409);
        assertThat(json(listed).get("code").asText()).isEqualTo("view-suspended");
        KIT.shop().provide(plugin);
        assertThat(REST.get("/customers?view=" + filter).statusCode()).isEqualTo(200);
        ((RegisteredAttributes) KIT.shop().attributes()).withdraw(plugin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                          | /name
                    {"name":""}                                                 | /name
                    {"name":"a","columns":["id","nope"]}                        | /columns/1
                    {"name":"a","columns":["country","country"]}                | /columns/1
                    {"name":"a","sort":"nope"}                                  | /sort
                    {"name":"a","filter":"nope eq 1"}                           | /filter
                    {"name":"a","filter":"segments eq \\"x\\""}                 | /filter
                    {"name":"a","size":5}                                       | /size
                    {"name":"a","segment":"00000000-0000-0000-0000-000000000000"} | /segment
                    {"name":"a","owner":"key:x"}                                | /owner
                    """)
    void wrongViewsArePointedAt(String body, String pointer) {
        HttpResponse<String> answer = REST.post("/views", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(error(answer)).startsWith(pointer + " ");
    }

    private static JsonNode create(String body) {
        HttpResponse<String> created = REST.post("/views", body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created);
    }
}
