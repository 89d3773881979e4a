package org.clientele.attribute.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.AttributeProvider;
import org.clientele.rest.RestFixture;
import org.junit.jupiter.api.Test;

final class RegisteredAttributesTest {
    private final Access access = RestFixture.ACCESS;
    private final RegisteredAttributes attributes = new RegisteredAttributes(access);

    @Test
    void aProviderThatThrowsHarmsOnlyItself() {
        AttributeProvider broken = () -> {
            throw new IllegalStateException("broken");
        };
        attributes.provide(provider("reference"));
        attributes.provide(broken);
        attributes.provide(provider("loyalty.points"));

        assertThat(names()).containsExactly("reference", "loyalty.points");
        attributes.withdraw(broken);
        assertThat(names()).containsExactly("reference", "loyalty.points");
    }

    @Test
    void attributesGoWithTheirProvider() {
        AttributeProvider loyalty = provider("loyalty.points");
        attributes.provide(loyalty);
        attributes.provide(provider("reference"));
        assertThat(names()).containsExactly("reference", "loyalty.points");

        attributes.withdraw(loyalty);
        assertThat(names()).containsExactly("reference");
    }

    private static AttributeProvider provider(String name) {
        return () -> List.of(Attribute.named(name, Attribute.Type.INTEGER).build());
    }

    private List<String> names() {
        return access.call(
                Caller.system("test"),
                () -> attributes.visible().stream().map(Attribute::name).toList());
    }
}
