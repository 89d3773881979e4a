package org.clientele.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.cxf.jaxrs.impl.MetadataMap;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.junit.jupiter.api.Test;

class PathShapeTest {
    private static final String ID = "3f2a7c1e-0000-4000-8000-00000000000a";
    private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final List<String> TEMPLATES = List.of(
            "/",
            "customers",
            "/customers/{id}",
            "customers/{id: " + UUID + "}",
            "customers/{id: " + UUID + "}/notes",
            "customers/bulk",
            "files/{path: .+}",
            "files/{path:[^x]*}/end",
            "files/{name}.csv",
            "{anything}/{else}",
            "{kind: a|b}/c");
    private static final List<String> PATHS = List.of(
            "/",
            "/customers",
            "/customers/",
            "/customers/" + ID,
            "/customers/" + ID + "/notes",
            "/customers/" + ID + "/notes/7",
            "/customers;a=b/" + ID,
            "/%63ustomers",
            "//customers",
            "/customers/bulk",
            "/files/a/b/c",
            "/files/a/b/end",
            "/files/a.csv",
            "/b/c/d",
            "/other");

    @Test
    void whateverMatchesFits() {
        for (String template : TEMPLATES) {
            for (String path : PATHS) {
                if (new URITemplate(template.startsWith("/") ? template : "/" + template)
                        .match(path, new MetadataMap<>())) {
                    assertThat(PathShape.of(template).fits(path))
                            .as("%s %s", template, path)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void onlyWhatMayMatchFits() {
        String customer = "/customers/" + ID;
        assertThat(TEMPLATES.stream().filter(template -> PathShape.of(template).fits(customer)))
                .containsExactly(
                        "/", "customers", "/customers/{id}", "customers/{id: " + UUID + "}", "{anything}/{else}");
        assertThat(PathShape.of("customers/{id: " + UUID + "}/notes").fits(customer + "/notes"))
                .isTrue();
        assertThat(PathShape.of("customers/{id: " + UUID + "}/notes").fits(customer + "/orders"))
                .isFalse();
    }
}
